/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * From the frame to addresses and ports, by the same rules as Lvs.Engine/Packets/Packet.cs. A length that lies makes a
 * packet malformed; a checksum that is wrong does not, since incremental updates keep it wrong and the receiver judges. */
#ifndef LVS_PARSE_H
#define LVS_PARSE_H

#include "packet.h"

enum parsed {
	PARSED_PORTS,		/* TCP, UDP or SCTP: look it up */
	PARSED_ICMP,		/* an ICMP error that quotes a packet */
	PARSED_OTHER,		/* sound, but no protocol of ours */
	PARSED_FRAGMENT,
	PARSED_OPTIONS,
	PARSED_MALFORMED,
	PARSED_NOTHING,		/* too short to show its addresses */
};

inlined enum parsed parse_tcp(struct packet *p, __u32 room)
{
	const __u8 *tcp = p->transport;
	__u32 header;

	if (room < sizeof(struct tcphdr))
		return PARSED_MALFORMED;
	if (p->transport + sizeof(struct tcphdr) > p->end)
		return PARSED_NOTHING;
	header = (tcp[12] >> 4) * 4;
	if (header < sizeof(struct tcphdr) || header > room)
		return PARSED_MALFORMED;
	p->flags = tcp[13];
	return PARSED_PORTS;
}

inlined enum parsed parse_udp(struct packet *p, __u32 room)
{
	const struct udphdr *udp = p->transport;
	__u32 length;

	if (room < sizeof(*udp))
		return PARSED_MALFORMED;
	if (p->transport + sizeof(*udp) > p->end)
		return PARSED_NOTHING;
	length = bpf_ntohs(udp->len);
	return length < sizeof(*udp) || length > room ? PARSED_MALFORMED : PARSED_PORTS;
}

#define MAX_SKIP 0x7fff	/* what the verifier lets a packet pointer grow by, and more than any frame has */

/* An ABORT bundled behind COOKIE ECHO or COOKIE ACK is what counts (set_sctp_state in ip_vs_proto_sctp.c). */
inlined __u8 decisive_chunk(const struct packet *p, const struct chunk *chunk, __u32 room)
{
	__u8 first = chunk->type;
	__u32 skip = (bpf_ntohs(chunk->length) + 3u) & ~3u;

	if (likely(first != SCTP_COOKIE_ECHO && first != SCTP_COOKIE_ACK))
		return first;
	if (skip > MAX_SKIP || skip + SCTP_LENGTH + sizeof(*chunk) > room)
		return first;
	chunk = (void *)chunk + skip;
	return (void *)(chunk + 1) <= p->end && chunk->type == SCTP_ABORT ? SCTP_ABORT : first;
}

inlined enum parsed parse_sctp(struct packet *p, __u32 room)
{
	const struct chunk *chunk = p->transport + SCTP_LENGTH;
	__u32 length;

	if (room < SCTP_LENGTH + sizeof(*chunk))
		return PARSED_MALFORMED;
	if (p->transport + SCTP_LENGTH + sizeof(*chunk) > p->end)
		return PARSED_NOTHING;
	length = bpf_ntohs(chunk->length);
	if (length < sizeof(*chunk) || length > room - SCTP_LENGTH)
		return PARSED_MALFORMED;
	p->flags = decisive_chunk(p, chunk, room);
	return PARSED_PORTS;
}

/* Unreachable, source quench, time exceeded; in IPv6 all that are no information (RFC 4443): those IPVS matches. */
inlined bool is_icmp_error(__u8 type, const bool v6)
{
	return v6 ? type < 128 : type == 3 || type == 4 || type == 11;
}

inlined enum parsed parse_icmp(struct packet *p, __u32 room, const bool v6)
{
	const __u8 *icmp = p->transport;

	if (room < 8)
		return PARSED_MALFORMED;
	if (p->transport + 8 > p->end)
		return PARSED_NOTHING;
	return is_icmp_error(icmp[0], v6) ? PARSED_ICMP : PARSED_OTHER;
}

inlined enum parsed parse_transport(struct packet *p, __u32 room, const bool v6)
{
	switch (p->protocol) {
	case IPPROTO_TCP:
		return parse_tcp(p, room);
	case IPPROTO_UDP:
		return parse_udp(p, room);
	case IPPROTO_SCTP:
		return parse_sctp(p, room);
	case IPPROTO_ICMP:
		return v6 ? PARSED_OTHER : parse_icmp(p, room, false);
	case IPPROTO_ICMPV6:
		return v6 ? parse_icmp(p, room, true) : PARSED_OTHER;
	default:
		return PARSED_OTHER;
	}
}

inlined enum parsed parse_ipv4(struct packet *p)
{
	const struct iphdr *ip = p->network;
	__u32 header;

	if (p->network + sizeof(*ip) > p->end)
		return PARSED_NOTHING;
	header = ip->ihl * 4;
	p->length = bpf_ntohs(ip->tot_len);
	if (ip->version != 4 || header < sizeof(*ip) || p->length < header || p->length > p->frame_length - p->link_length)
		return PARSED_MALFORMED;
	if (ip->frag_off & bpf_htons(0x3fff))
		return PARSED_FRAGMENT;
	if (header != sizeof(*ip))
		return PARSED_OPTIONS;
	p->protocol = ip->protocol;
	p->ttl = ip->ttl;
	p->transport = p->network + sizeof(*ip);
	return parse_transport(p, p->length - sizeof(*ip), false);
}

inlined enum parsed parse_ipv6(struct packet *p)
{
	const struct ipv6hdr *ip = p->network;

	if (p->network + sizeof(*ip) > p->end)
		return PARSED_NOTHING;
	p->length = sizeof(*ip) + bpf_ntohs(ip->payload_len);
	if (ip->version != 6 || p->length > p->frame_length - p->link_length)
		return PARSED_MALFORMED;
	p->protocol = ip->nexthdr;
	p->ttl = ip->hop_limit;
	p->transport = p->network + sizeof(*ip);
	switch (p->protocol) {
	case IPPROTO_FRAGMENT:
		return PARSED_FRAGMENT;
	case IPPROTO_HOPOPTS:
	case IPPROTO_ROUTING:
	case IPPROTO_DSTOPTS:
		return PARSED_OPTIONS;
	default:
		return parse_transport(p, p->length - sizeof(*ip), true);
	}
}

/* Ports are the first four bytes of TCP, UDP and SCTP alike. */
inlined void read_tuple(const struct packet *p, struct tuple *t, const bool v6)
{
	t->a0 = load64(p->network + (v6 ? 8 : 12));
	if (v6) {
		t->a1 = load64(p->network + 16);
		t->d0 = load64(p->network + 24);
		t->d1 = load64(p->network + 32);
	}
	t->ports = load32(p->transport);
	t->protocol = p->protocol;
	t->family = v6 ? 6 : 4;
}

#endif
