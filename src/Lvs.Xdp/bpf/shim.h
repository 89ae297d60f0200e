/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * What GUE and GRE put between the outer and the inner IP header, and its checksum.
 *
 * The checksum covers the whole inner packet, which XDP need not read (local checksum offload, the kernel's
 * networking/checksum-offloads): a transport checksum that is right makes the segment's sum the complement of its pseudo
 * header's. Without one (UDP's zero, SCTP, bytes behind the datagram) the packet goes up to lvsd. */
#ifndef LVS_SHIM_H
#define LVS_SHIM_H

#include "rewrite.h"

enum { TUNNEL_IPIP = 0, TUNNEL_GUE = 1, TUNNEL_GRE = 2 };	/* IPVS's numbers */

struct gue_shim {
	struct udphdr udp;
	__u8 control;		/* version 0, data, no options */
	__u8 protocol;
	__be16 flags;
};

struct gre_shim {
	__be16 flags;
	__be16 type;
};

struct gre_checksum_shim {
	struct gre_shim gre;
	__sum16 check;
	__be16 reserved;
};

struct tunnel {
	__u32 length;		/* of all that is put in front of the inner packet */
	__u8 type;
	bool outer6;
	bool checksummed;
};

struct outer {
	__u64 sum;		/* of the inner packet, to be folded */
	__u32 length;
	__u16 id;
	__u16 source_port;
	bool dont_fragment;
	__u8 protocol;
	__u8 ttl;
	__u8 traffic_class;
};

inlined __u16 fold64(__u64 sum)
{
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (sum & 0xffff) + (sum >> 16);
}

/* `length` is a constant and a multiple of four. */
inlined __u64 sum_words(const void *from, __u32 length)
{
	__u64 sum = 0;

#pragma clang loop unroll(full)
	for (__u32 i = 0; i < length; i += 4)
		sum += load32(from + i);
	return sum;
}

/* The inner packet's sum, which its TTL's decrement does not change in IPv4; in IPv6 it is taken off here. */
inlined bool sum_inner(const struct packet *p, __u64 *sum, const bool v6)
{
	const __u32 header = v6 ? sizeof(struct ipv6hdr) : sizeof(struct iphdr);
	__u32 room = p->length - header;
	__u64 pseudo = bpf_htons(p->protocol) + bpf_htons(room);

	if (p->network + header > p->end)
		return false;
	if (p->protocol == IPPROTO_UDP) {
		const struct udphdr *udp = p->transport;

		if ((void *)(udp + 1) > p->end || !udp->check || bpf_ntohs(udp->len) != room)
			return false;
	} else if (p->protocol != IPPROTO_TCP) {
		return false;
	}
	pseudo += v6 ? sum_words(p->network + 8, 32) : sum_words(p->network + 12, 8);
	*sum = sum_words(p->network, header) + (__u16)~fold64(pseudo);
	if (v6)
		*sum += (__u16)~bpf_htons(1);
	return true;
}

inlined void write_gue(const struct packet *p, struct gue_shim *gue, struct outer *o, const struct lvs_server *server,
	const struct tunnel tunnel)
{
	__u32 length = o->length - (tunnel.outer6 ? sizeof(struct ipv6hdr) : sizeof(struct iphdr));

	if ((void *)(gue + 1) > p->end)
		return;
	gue->udp.source = bpf_htons(o->source_port);
	gue->udp.dest = server->tunnel_port;
	gue->udp.len = bpf_htons(length);
	gue->udp.check = 0;
	gue->control = 0;
	gue->protocol = o->protocol;
	gue->flags = 0;
	if (tunnel.checksummed) {
		__u16 check;

		o->sum += sum_words(gue, sizeof(*gue)) + bpf_htons(IPPROTO_UDP) + bpf_htons(length);
		o->sum += sum_words(server->tunnel_source, 16) + sum_words(server->address, 16);
		check = ~fold64(o->sum);
		gue->udp.check = check ? check : 0xffff;
	}
	o->protocol = IPPROTO_UDP;
}

inlined void write_gre(
	const struct packet *p, struct gre_shim *gre, struct outer *o, const struct tunnel tunnel, const bool v6)
{
	if ((void *)(gre + 1) > p->end)
		return;
	gre->flags = 0;
	gre->type = bpf_htons(v6 ? ETH_P_IPV6 : ETH_P_IP);
	if (tunnel.checksummed) {
		struct gre_checksum_shim *summed = (void *)gre;

		if ((void *)(summed + 1) > p->end)
			return;
		gre->flags = bpf_htons(0x8000);
		summed->check = 0;
		summed->reserved = 0;
		summed->check = ~fold64(o->sum + sum_words(gre, sizeof(*summed)));
	}
	o->protocol = IPPROTO_GRE;
}

/* Changes the outer header's protocol. */
inlined void write_shim(const struct packet *p, void *shim, struct outer *o, const struct lvs_server *server,
	const struct tunnel tunnel, const bool v6)
{
	if (tunnel.type == TUNNEL_GUE)
		write_gue(p, shim, o, server, tunnel);
	else if (tunnel.type == TUNNEL_GRE)
		write_gre(p, shim, o, tunnel, v6);
}

#endif
