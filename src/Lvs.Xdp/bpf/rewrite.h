/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * What changes in a frame that stays as long as it is (give or take a VLAN tag): byte for byte what
 * Lvs.Engine/Packets/Rewriter.cs and LinkLayer.cs do. */
#ifndef LVS_REWRITE_H
#define LVS_REWRITE_H

#include <stddef.h>
#include "packet.h"

/* The sum of the word of TTL and protocol falls by one TTL: added as the complement. */
#define TTL_DELTA ((__u16)~bpf_htons(0x0100))

inlined __u16 fold(__u32 sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	return (sum & 0xffff) + (sum >> 16);
}

/* RFC 1624, equation 3. */
inlined __u16 updated(__u16 field, __u32 delta)
{
	return ~fold((__u16)~field + delta);
}

/* Moves the frame's beginning so that its Ethernet header has `link` bytes, tag included, and `inner` more come before
 * the IP packet. False when there is no room; nothing has changed then. */
inlined bool move_head(struct packet *p, __u32 link, __u32 inner, const bool v6)
{
	const __u32 header = v6 ? sizeof(struct ipv6hdr) : sizeof(struct iphdr);

	if (bpf_xdp_adjust_head(p->ctx, (int)p->link_length - (int)(link + inner)))
		return false;
	p->link_length = link;
	p->end = (void *)(long)p->ctx->data_end;
	p->network = (void *)(long)p->ctx->data + link + inner;
	p->transport = p->network + header;
	return true;
}

/* The same for a VLAN tag that comes or goes, which is rare. */
inlined bool fit_link(struct packet *p, __u32 link, const bool v6)
{
	return likely(p->link_length == link) || move_head(p, link, 0, v6);
}

inlined __u32 link_length(__u16 vlan)
{
	return unlikely(vlan) ? ETH_HLEN + VLAN_LENGTH : ETH_HLEN;
}

/* An Ethernet header's two addresses, in two words: byte by byte they would cost more than all else that is rewritten. */
struct ends {
	__u64 first;		/* the destination's six bytes and the source's first two, as they stand in the frame */
	__u32 second;
};

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "ends_of() puts bytes in a little-endian machine's order");

inlined struct ends ends_of(__u64 destination, const __u8 *source)
{
	__u64 from = load32(source) | (__u64)load16(source + 4) << 32;

	return (struct ends){ .first = destination | from << 48, .second = from >> 16 };
}

_Static_assert(offsetof(struct lvs_server, source_mac) == offsetof(struct lvs_server, destination_mac) + ETH_ALEN,
	"server_ends() takes the two in one go");

inlined struct ends server_ends(const struct lvs_server *server)
{
	return (struct ends){ .first = load64(server->destination_mac), .second = load32(server->destination_mac + 8) };
}

/* The Ethernet header of a frame that leaves. A tag the frame came with is gone: the packet was routed. */
inlined void write_link(const struct packet *p, struct ends ends, __u16 vlan, __be16 type)
{
	void *eth = (void *)(long)p->ctx->data;
	__be16 *types = eth + 2 * ETH_ALEN;

	if (eth + ETH_HLEN + VLAN_LENGTH > p->end)
		return;
	*(__u64 *)eth = ends.first;
	*(__u32 *)(eth + 8) = ends.second;
	types[0] = type;
	if (unlikely(vlan)) {
		types[0] = bpf_htons(ETH_P_8021Q);
		types[1] = bpf_htons(vlan);
		types[2] = type;
	}
}

/* One TTL less, together with whatever else changes the IPv4 header's sum. */
inlined void write_hop(const struct packet *p, __u32 delta, const bool v6)
{
	if (v6) {
		struct ipv6hdr *ip = p->network;

		if ((void *)(ip + 1) <= p->end)
			ip->hop_limit = p->ttl - 1;
	} else {
		struct iphdr *ip = p->network;

		if ((void *)(ip + 1) > p->end)
			return;
		ip->ttl = p->ttl - 1;
		ip->check = updated(ip->check, delta + TTL_DELTA);
	}
}

inlined void write_address(const struct packet *p, __u32 offset, const void *address, const bool v6)
{
	void *to = p->network + offset;

	if (to + (v6 ? 16 : 4) > p->end)
		return;
	if (v6) {
		((__u64 *)to)[0] = load64(address);
		((__u64 *)to)[1] = load64(address + 8);
	} else {
		*(__u32 *)to = load32(address);
	}
}

/* Port 0 is the source, 1 the destination. SCTP comes here only with ports that stay: its CRC covers no address. */
inlined void write_port(const struct packet *p, __u32 which, __be16 port, __u16 delta)
{
	__be16 *ports = p->transport;

	if (p->protocol == IPPROTO_TCP) {
		struct tcphdr *tcp = p->transport;

		if ((void *)(tcp + 1) > p->end)
			return;
		ports[which] = port;
		tcp->check = updated(tcp->check, delta);
	} else if (p->protocol == IPPROTO_UDP) {
		struct udphdr *udp = p->transport;

		if ((void *)(udp + 1) > p->end)
			return;
		ports[which] = port;
		if (udp->check) {
			__u16 check = updated(udp->check, delta);

			udp->check = check ? check : 0xffff;
		}
	}
}

#endif
