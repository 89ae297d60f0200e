/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * The way back to a client. The host's routing table tells it (policy routing, neighbour and all), and asking costs more than
 * all the rest of a packet, so the answer is kept in the connection, on the line that the packet writes anyway.
 *
 * A kept way counts only in the epoch that it was found in. lvsd begins another whenever a link, address, route, rule or
 * neighbour changes, and says every second that the epoch lasts: without lvsd each packet asks, as the first one does.
 *
 * Any CPU may read while another writes. Each word bears the epoch, so that nobody takes one of today with one of yesterday. */
#ifndef LVS_ROUTE_H
#define LVS_ROUTE_H

#include "packet.h"

#define FORWARDED_CLASS4 0x1c	/* the bits of the TOS that routing goes by */
#define FORWARDED_CLASS6 0xfc

struct way {
	__u32 ifindex;
	__u64 mac;		/* as in the low bytes of a frame's first word */
};

/* The epoch as a kept word bears it; 0 when none counts. */
inlined __u64 current_epoch(const struct packet *p, __u32 when)
{
	const volatile struct lvs_settings *s = p->settings;

	return (__s32)(s->routes_until - when) > 0 ? (__u64)s->route_epoch << LVS_ROUTE_EPOCH_SHIFT : 0;
}

inlined __u8 forwarded_class(const struct packet *p, const bool v6)
{
	if (v6)
		return bpf_ntohl(load32(p->network)) >> 20 & FORWARDED_CLASS6;
	return ((const struct iphdr *)p->network)->tos & FORWARDED_CLASS4;
}

/* What else the routing table goes by and another packet of the connection may have otherwise. */
inlined __u64 circumstances(const struct packet *p, __u64 epoch, __u8 class)
{
	return epoch | (__u64)class << 32 | p->ctx->ingress_ifindex;
}

inlined bool recall(const struct packet *p, const struct lvs_connection *c, __u64 epoch, __u8 class, struct way *way)
{
	const volatile __u64 *kept = c->out_route;
	__u64 to = kept[0], by = kept[1], of = kept[2];
	bool same = epoch && !((to ^ epoch) >> LVS_ROUTE_EPOCH_SHIFT | (by ^ epoch) >> LVS_ROUTE_EPOCH_SHIFT
		| (of ^ circumstances(p, epoch, class)));

	if (!same || p->length > (__u16)(by >> 32))
		return false;
	way->ifindex = by;
	way->mac = to ^ epoch;
	return true;
}

inlined void keep(
	const struct packet *p, struct lvs_connection *c, __u64 epoch, __u8 class, const struct way *way, __u16 mtu)
{
	volatile __u64 *kept = c->out_route;

	kept[0] = epoch | way->mac;
	kept[1] = epoch | (__u64)mtu << 32 | way->ifindex;
	kept[2] = circumstances(p, epoch, class);
}

inlined __u32 refuse_route(long result)
{
	switch (result) {
	case BPF_FIB_LKUP_RET_SUCCESS:
		return LVS_NONE;
	case BPF_FIB_LKUP_RET_NO_NEIGH:
		return LVS_R_PUNT_NEXT_HOP;
	case BPF_FIB_LKUP_RET_FRAG_NEEDED:
		return LVS_R_PUNT_TOO_BIG;
	case BPF_FIB_LKUP_RET_FWD_DISABLED:
		return LVS_R_DROP_FORWARDING;
	case BPF_FIB_LKUP_RET_BLACKHOLE:
	case BPF_FIB_LKUP_RET_UNREACHABLE:
	case BPF_FIB_LKUP_RET_PROHIBIT:
		return LVS_R_DROP_NO_ROUTE;
	case BPF_FIB_LKUP_RET_NOT_FWDED:
		return LVS_R_PASS_NOT_FORWARDED;
	default:
		return LVS_R_PUNT_EGRESS;
	}
}

/* Asks the host's routing table, as if the packet came from the virtual address already. LVS_NONE when `way` is it. */
inlined __u32 find_route(
	const struct packet *p, struct lvs_connection *c, __u64 epoch, __u8 class, struct way *way, const bool v6)
{
	struct bpf_fib_lookup fib = {
		.l4_protocol = p->protocol,
		.sport = c->virtual_port,
		.dport = c->client_port,
		.tot_len = p->length,
		.ifindex = p->ctx->ingress_ifindex,
	};
	__u32 reason;

	if (v6) {
		fib.family = 10;
		fib.flowinfo = load32(p->network) & bpf_htonl(0x0fffffff);
		copy_address(fib.ipv6_src, c->virt, true);
		copy_address(fib.ipv6_dst, c->client, true);
	} else {
		fib.family = 2;
		fib.tos = class;
		fib.ipv4_src = load32(c->virt);
		fib.ipv4_dst = load32(c->client);
	}
	reason = refuse_route(bpf_fib_lookup(p->ctx, &fib, sizeof(fib), 0));
	if (reason != LVS_NONE)
		return reason;
	way->ifindex = fib.ifindex;
	way->mac = load16(fib.dmac) | (__u32)load16(fib.dmac + 2) << 16 | (__u64)load16(fib.dmac + 4) << 32;
	if (epoch)
		keep(p, c, epoch, class, way, fib.mtu_result);
	return LVS_NONE;
}

#endif
