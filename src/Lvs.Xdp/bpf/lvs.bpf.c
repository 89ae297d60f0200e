// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The director's reflexes: every packet of a known connection is forwarded here, in the driver, and only what needs a
 * decision climbs to lvsd. One body, two programs: `lvs`, and `lvs_frags` for links whose MTU needs several pages a frame
 * (on a veth a program that takes no fragments costs its peer segmentation offload, so `lvs` is the default only because
 * it is what every driver takes).
 *
 * The way of a frame: its link and destination MAC (packet.h) -> parse.h -> lookup.h -> forward.h (state.h, rewrite.h,
 * encap.h), or service.h when the tuple is unknown, or icmp.h when it is an ICMP error.
 */
#include "forward.h"
#include "icmp.h"
#include "lookup.h"
#include "parse.h"

inlined int forward_known(struct packet *p, const bool v6)
{
	struct lvs_connection *c;
	struct tuple t = {};
	__u32 entry;

	read_tuple(p, &t, v6);
	p->hash = hash_tuple(&t, p->settings->hash_seed, v6);
	c = find(p->settings, &t, p->hash, &entry, v6);
	if (!c)
		return forward_unknown(p, v6);
	if (entry & LVS_ENTRY_REPLY)
		return forward_out(p, c, entry & LVS_ENTRY_SLOT_MASK, v6);
	return forward_in(p, c, entry & LVS_ENTRY_SLOT_MASK, v6);
}

inlined int forward(struct packet *p, const bool v6)
{
	switch (v6 ? parse_ipv6(p) : parse_ipv4(p)) {
	case PARSED_PORTS:
		return forward_known(p, v6);
	case PARSED_ICMP:
		return forward_icmp(p, v6);
	case PARSED_FRAGMENT:
		return is_ours(p, v6) ? punt(p, LVS_R_PUNT_FRAGMENT) : pass(p, LVS_R_PASS_FRAGMENT);
	case PARSED_OPTIONS:
		return is_ours(p, v6) ? punt(p, LVS_R_PUNT_OPTIONS) : pass(p, LVS_R_PASS_OPTIONS);
	case PARSED_MALFORMED:
		return is_ours(p, v6) ? drop(p, LVS_R_DROP_MALFORMED) : pass(p, LVS_R_PASS_NOT_IP);
	case PARSED_NOTHING:
		return pass(p, LVS_R_PASS_NOT_IP);
	default:
		return pass(p, LVS_R_PASS_PROTOCOL);
	}
}

inlined bool is_mac(const __u8 *one, const __u8 *other)
{
	return !((load32(one) ^ load32(other)) | (load16(one + 4) ^ load16(other + 4)));
}

inlined bool is_for(const struct ethhdr *eth, const struct lvs_link *link)
{
	const __u8 none[ETH_ALEN] = {};

	return likely(is_mac(eth->h_dest, link->mac)) || (is_mac(eth->h_dest, link->virtual_mac) && !is_mac(eth->h_dest, none));
}

/* One VLAN tag is stepped over: 4 for a tag, 0 for none, without a branch, for the verifier would follow both ways to the
 * end. */
inlined __u32 tag_length(__be16 type)
{
	__u32 customer = type ^ bpf_htons(ETH_P_8021Q), service = type ^ bpf_htons(ETH_P_8021AD);

	return ((customer - 1) | (service - 1)) >> 31 << 2;
}

inlined int direct(struct xdp_md *ctx, const bool fragmented)
{
	void *data = (void *)(long)ctx->data;
	struct packet p = { .ctx = ctx, .end = (void *)(long)ctx->data_end, .cpu = bpf_get_smp_processor_id() };
	struct ethhdr *eth = data;
	__u32 key = ctx->ingress_ifindex, tag;

	p.link = bpf_map_lookup_elem(&links, &key);
	p.settings = find_settings();
	if (!p.link || !p.settings || (void *)(eth + 1) > p.end)
		return XDP_PASS;
	if (!(p.link->flags & LVS_LINK_KNOWN) || !is_for(eth, p.link))
		return pass(&p, LVS_R_PASS_OTHER_MAC);
	p.frame_length = fragmented ? bpf_xdp_get_buff_len(ctx) : p.end - data;
	tag = tag_length(eth->h_proto);
	p.link_length = ETH_HLEN + tag;
	eth = data + tag;
	asm volatile("" : "+r"(eth));	/* or clang would count back from the IP header, which the verifier refuses */
	p.network = (void *)(eth + 1);
	if (p.network > p.end)
		return pass(&p, LVS_R_PASS_NOT_IP);
	if (eth->h_proto == bpf_htons(ETH_P_IP))
		return forward(&p, false);
	if (eth->h_proto == bpf_htons(ETH_P_IPV6))
		return forward(&p, true);
	return pass(&p, LVS_R_PASS_NOT_IP);
}

SEC("xdp")
int lvs(struct xdp_md *ctx)
{
	return direct(ctx, false);
}

SEC("xdp.frags")
int lvs_frags(struct xdp_md *ctx)
{
	return direct(ctx, true);
}

char _license[] SEC("license") = "Dual MIT/GPL";
