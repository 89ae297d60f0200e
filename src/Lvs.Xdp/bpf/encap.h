/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * Tunnelling, byte for byte as Lvs.Engine/Packets/Encapsulator.cs, which follows ip_vs_xmit.c of Linux 6.1: the outer TTL
 * is the inner one after its decrement, DSCP is copied, ECN's CE becomes ECT(0), DF is an inner IPv4 packet's, IPv6's flow
 * label is 0.
 *
 * The outer identification, where DF does not make it 0, must differ between packets that may be in flight together: it
 * is the connection's packet count before this one, plus the upper half of the tuple's hash. GUE's source port is made of
 * the same half (GueSourcePort.cs). */
#ifndef LVS_ENCAP_H
#define LVS_ENCAP_H

#include "rewrite.h"
#include "shim.h"

/* How a server's tunnel encapsulates, read once: lvsd may be writing, and lengths must agree with what is written. */
inlined struct tunnel read_tunnel(const volatile struct lvs_server *server)
{
	struct tunnel tunnel = { .type = server->tunnel_type };
	__u8 checksum = server->tunnel_checksum;

	tunnel.outer6 = server->family == 6;
	tunnel.length = tunnel.outer6 ? sizeof(struct ipv6hdr) : sizeof(struct iphdr);
	if (tunnel.type == TUNNEL_GUE) {
		tunnel.length += sizeof(struct gue_shim);
		tunnel.checksummed = checksum;
	} else if (tunnel.type == TUNNEL_GRE) {
		tunnel.checksummed = checksum == 1;
		tunnel.length += tunnel.checksummed ? sizeof(struct gre_checksum_shim) : sizeof(struct gre_shim);
	}
	return tunnel;
}

inlined __u8 traffic_class(const struct packet *p, const bool v6)
{
	if (v6)
		return bpf_ntohl(load32(p->network)) >> 20;
	return ((const struct iphdr *)p->network)->tos;
}

/* Word by word: to sum up what has just been written in smaller pieces, a CPU waits for every piece. */
inlined void write_outer4(const struct packet *p, struct iphdr *ip, const struct outer *o, const struct lvs_server *server)
{
	__u32 *to = (void *)ip, from = load32(server->tunnel_source), destination = load32(server->address);
	__u32 lengths = bpf_htonl(0x45000000u | (__u32)o->traffic_class << 16 | o->length);
	__u32 identity = o->dont_fragment ? bpf_htonl(0x4000) : bpf_htonl((__u32)o->id << 16);
	__u32 kind = (__u32)o->ttl << 24 | (__u32)o->protocol << 16;
	__u64 sum = (__u64)lengths + identity + bpf_htonl(kind) + from + destination;

	if ((void *)(ip + 1) > p->end)
		return;
	to[0] = lengths;
	to[1] = identity;
	to[2] = bpf_htonl(kind | bpf_ntohs(~fold64(sum)));
	to[3] = from;
	to[4] = destination;
}

inlined void write_outer6(const struct packet *p, struct ipv6hdr *ip, const struct outer *o, const struct lvs_server *server)
{
	if ((void *)(ip + 1) > p->end)
		return;
	*(__be32 *)ip = bpf_htonl(0x60000000u | (__u32)o->traffic_class << 20);
	ip->payload_len = bpf_htons(o->length - sizeof(*ip));
	ip->nexthdr = o->protocol;
	ip->hop_limit = o->ttl;
	((__u64 *)&ip->saddr)[0] = load64(server->tunnel_source);
	((__u64 *)&ip->saddr)[1] = load64(server->tunnel_source + 8);
	((__u64 *)&ip->daddr)[0] = load64(server->address);
	((__u64 *)&ip->daddr)[1] = load64(server->address + 8);
}

/* Ethernet padding is no part of the packet and must not end up within the tunnel. */
inlined bool trim(struct packet *p)
{
	int excess = (int)(p->frame_length - p->link_length - p->length);

	return likely(!excess) || !bpf_xdp_adjust_tail(p->ctx, -excess);
}

/* Puts the outer header in front. False when XDP leaves that to lvsd; the inner packet then still is as it came. */
inlined bool encapsulate(struct packet *p, const struct lvs_connection *c, const struct lvs_server *server,
	const struct tunnel tunnel, const bool v6)
{
	struct outer o = {
		.length = p->length + tunnel.length,
		.protocol = v6 ? IPPROTO_IPV6 : IPPROTO_IPIP,
		.ttl = p->ttl - 1,
		.id = (p->hash >> 32) + c->in_packets,
		.source_port = 32768 + ((p->hash >> 32) * 28232 >> 32),
	};
	__u16 vlan = server->vlan;
	void *outer;

	o.traffic_class = traffic_class(p, v6);
	if ((o.traffic_class & 3) == 3)
		o.traffic_class--;
	if (!v6 && !(p->settings->flags & LVS_SET_NO_PMTU_DISC))
		o.dont_fragment = ((const struct iphdr *)p->network)->frag_off & bpf_htons(0x4000);
	if (tunnel.checksummed && !sum_inner(p, &o.sum, v6))
		return false;
	if (!trim(p) || !move_head(p, link_length(vlan), tunnel.length, v6))
		return false;
	write_hop(p, 0, v6);
	write_link(p, server_ends(server), vlan, bpf_htons(tunnel.outer6 ? ETH_P_IPV6 : ETH_P_IP));
	outer = (void *)(long)p->ctx->data + p->link_length;
	if (tunnel.outer6) {
		write_shim(p, outer + sizeof(struct ipv6hdr), &o, server, tunnel, v6);
		write_outer6(p, outer, &o, server);
	} else {
		write_shim(p, outer + sizeof(struct iphdr), &o, server, tunnel, v6);
		write_outer4(p, outer, &o, server);
	}
	return true;
}

#endif
