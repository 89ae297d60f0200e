/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * ICMP errors about packets that the director forwarded. The packet that an error quotes travelled away from whoever
 * reports it, so the connection is found by the quoted tuple turned round:
 *
 *   quoted client -> server (masqueraded; from a real server or a router before it): turned round the REPLY entry;
 *   quoted virtual -> client (masqueraded, or a reply that bypassed the director; from the client or a router before it,
 *   and it comes here since the virtual address is here): turned round the client's entry;
 *   quoted director -> server with the client's packet inside (tunnels): the inner tuple as it stands.
 *
 * A quoted client -> virtual is one that went to a server by direct routing: the error is addressed to the client, has
 * nothing to be translated, and passes. What is found goes up to lvsd, which translates and forwards; errors are rare. */
#ifndef LVS_ICMP_H
#define LVS_ICMP_H

#include "lookup.h"
#include "service.h"
#include "shim.h"

#define ICMP_LENGTH 8

inlined bool is_known(const struct packet *p, const struct tuple *t, const bool v6)
{
	return search(t, hash_tuple(t, p->settings->hash_seed, v6));
}

/* Reads a quoted packet's tuple; false when it is cut off before its ports. Where the transport header would begin and
 * its protocol are told even then. */
inlined bool read_quoted(const struct packet *p, const void *ip, struct tuple *t, const void **transport, const bool v6)
{
	*transport = NULL;
	t->family = v6 ? 6 : 4;
	if (v6) {
		const struct ipv6hdr *header = ip;

		if ((void *)(header + 1) > p->end || header->version != 6)
			return false;
		t->a0 = load64(ip + 8);
		t->a1 = load64(ip + 16);
		t->d0 = load64(ip + 24);
		t->d1 = load64(ip + 32);
		t->protocol = header->nexthdr;
		*transport = header + 1;
	} else {
		const struct iphdr *header = ip;

		if ((void *)(header + 1) > p->end || header->version != 4 || header->ihl < 5
		    || header->frag_off & bpf_htons(0x1fff))
			return false;
		t->a0 = load64(ip + 12);
		t->protocol = header->protocol;
		*transport = ip + header->ihl * 4;
	}
	if (*transport + 4 > p->end)
		return false;
	t->ports = load32(*transport);
	return t->protocol == IPPROTO_TCP || t->protocol == IPPROTO_UDP || t->protocol == IPPROTO_SCTP;
}

inlined void turn_round(struct tuple *t, const bool v6)
{
	__u64 first = t->a0, second = t->a1;

	t->ports = t->ports << 16 | t->ports >> 16;
	if (!v6) {
		t->a0 = first << 32 | first >> 32;
		return;
	}
	t->a0 = t->d0;
	t->a1 = t->d1;
	t->d0 = first;
	t->d1 = second;
}

inlined bool is_known_inside(const struct packet *p, const void *inner, const bool v6)
{
	struct tuple t = {};
	const void *transport;

	if (!read_quoted(p, inner, &t, &transport, v6))
		return false;
	return is_known(p, &t, v6);
}

/* The client's packet within a quoted tunnel packet. */
inlined bool is_known_tunnel(const struct packet *p, const void *payload, __u8 protocol)
{
	if (!payload)
		return false;
	if (protocol == IPPROTO_UDP) {
		const struct gue_shim *gue = payload;

		if ((void *)(gue + 1) > p->end || gue->control & 0xe0)
			return false;
		protocol = gue->protocol;
		payload = gue + 1;
	} else if (protocol == IPPROTO_GRE) {
		const struct gre_shim *gre = payload;

		if ((void *)(gre + 1) > p->end)
			return false;
		protocol = gre->type == bpf_htons(ETH_P_IP) ? IPPROTO_IPIP : gre->type == bpf_htons(ETH_P_IPV6) ? IPPROTO_IPV6 : 0;
		payload += gre->flags & bpf_htons(0x8000) ? sizeof(struct gre_checksum_shim) : sizeof(*gre);
	}
	if (protocol == IPPROTO_IPIP)
		return is_known_inside(p, payload, false);
	if (protocol == IPPROTO_IPV6)
		return is_known_inside(p, payload, true);
	return false;
}

/* schedule_icmp: a service is at what a client's packet of this tuple is addressed to. */
inlined bool is_service_of(const struct tuple *t, const bool v6)
{
	struct lvs_service_key key = { .protocol = t->protocol, .family = v6 ? 6 : 4, .port = t->ports >> 16 };
	__u64 first = v6 ? t->d0 : t->a0 >> 32, second = t->d1;

	__builtin_memcpy(key.address, &first, 8);
	if (v6)
		__builtin_memcpy(key.address + 8, &second, 8);
	return is_wanted(&key);
}

inlined bool is_extension(__u8 protocol)
{
	return protocol == IPPROTO_HOPOPTS || protocol == IPPROTO_ROUTING || protocol == IPPROTO_FRAGMENT
		|| protocol == IPPROTO_DSTOPTS;
}

inlined int forward_icmp(struct packet *p, const bool v6)
{
	const void *quoted = p->transport + ICMP_LENGTH, *transport;
	struct tuple t = {};

	if (read_quoted(p, quoted, &t, &transport, v6)) {
		turn_round(&t, v6);
		if (is_known(p, &t, v6))
			return punt(p, LVS_R_PUNT_ICMP);
		if (unlikely(p->settings->flags & LVS_SET_SCHEDULE_ICMP) && is_service_of(&t, v6))
			return punt(p, LVS_R_PUNT_ICMP);
	}
	if (is_known_tunnel(p, transport, t.protocol))
		return punt(p, LVS_R_PUNT_ICMP);

	/* lvsd reads extension headers; whether the quoted packet is of interest shows in its addresses. */
	if (v6 && transport && is_extension(t.protocol)
	    && (has_role(quoted + 8, 6, LVS_ADDRESS_VIRTUAL) || has_role(quoted + 24, 6, LVS_ADDRESS_SERVER)))
		return punt(p, LVS_R_PUNT_ICMP);
	return pass(p, LVS_R_PASS_ICMP);
}

#endif
