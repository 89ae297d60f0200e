// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * Passes everything. On the far end of a veth pair it gives that end NAPI and a frame ring of its own, without which
 * frames that XDP redirects into the near end are dropped.
 */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("xdp")
int lvs_pass(struct xdp_md *ctx)
{
	(void)ctx;
	return XDP_PASS;
}

char _license[] SEC("license") = "Dual MIT/GPL";
