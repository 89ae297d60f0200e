/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * What to do with a packet of no connection: is there a service, or a firewall mark, that wants its first packet? And
 * with one that shows no ports: is one of its addresses ours? Looked up in the order of IPVS.
 *
 * The functions that are not inlined here and in icmp.h are rare to run, and global so that the verifier looks at each
 * once and not once for every way that leads there: it halves the time lvsd needs to start. */
#ifndef LVS_SERVICE_H
#define LVS_SERVICE_H

#include "packet.h"

#define PORT_FTP 21
#define PORT_FTP_DATA 20
#define PORT_UNPRIVILEGED 1024

/* The longest prefix's ranges for a destination, or NULL. */
inlined const struct lvs_mark_ranges *find_marks(const struct lvs_settings *s, const __u8 *address, __u8 family)
{
	if (family == 6) {
		struct lvs_mark6_key key = { .prefix_length = 128 };

		if (!(s->flags & LVS_SET_MARKS6))
			return NULL;
		copy_address(key.address, address, true);
		return bpf_map_lookup_elem(&marks6, &key);
	} else {
		struct lvs_mark4_key key = { .prefix_length = 32 };

		if (!(s->flags & LVS_SET_MARKS4))
			return NULL;
		copy_address(key.address, address, false);
		return bpf_map_lookup_elem(&marks4, &key);
	}
}

inlined bool is_marked(const struct lvs_settings *s, const struct lvs_service_key *wanted)
{
	const struct lvs_mark_ranges *ranges = find_marks(s, wanted->address, wanted->family);
	__u16 port = bpf_ntohs(wanted->port);

	if (!ranges)
		return false;
#pragma clang loop unroll(disable)
	for (__u32 i = 0; i < LVS_MARK_RANGES; i++) {
		const struct lvs_mark_range *range = &ranges->range[i];

		if (i >= ranges->count)
			break;
		if ((!range->protocol || range->protocol == wanted->protocol) && port >= range->low && port <= range->high)
			return true;
	}
	return false;
}

/* Firewall mark, the very port, FTP's data connections, any port. */
__noinline int is_wanted(const struct lvs_service_key *wanted)
{
	const struct lvs_settings *s = find_settings();
	struct lvs_service_key key;
	__u16 port;

	if (!wanted || !s)
		return false;
	key = *wanted;
	port = bpf_ntohs(key.port);
	if (is_marked(s, &key) || bpf_map_lookup_elem(&services, &key))
		return true;
	if (key.protocol == IPPROTO_TCP && s->flags & LVS_SET_FTP_FALLBACK
	    && (port == PORT_FTP_DATA || port >= PORT_UNPRIVILEGED)) {
		key.port = bpf_htons(PORT_FTP);
		if (bpf_map_lookup_elem(&services, &key))
			return true;
	}
	key.port = 0;
	return bpf_map_lookup_elem(&services, &key) ? true : false;
}

/* TCP opens with a SYN (a SYN+ACK too), SCTP with an INIT; the sloppy settings take what comes, but never a reset. */
inlined bool is_opening(const struct packet *p)
{
	switch (p->protocol) {
	case IPPROTO_TCP:
		return !(p->flags & TCP_RST) && (p->flags & TCP_SYN || p->settings->flags & LVS_SET_SLOPPY_TCP);
	case IPPROTO_SCTP:
		return p->flags == SCTP_INIT || (p->settings->flags & LVS_SET_SLOPPY_SCTP && p->flags != SCTP_ABORT);
	default:
		return true;
	}
}

struct pair {
	__u8 source[16];
	__u8 destination[16];
	__u32 family;
};

inlined bool has_role(const __u8 *address, __u32 family, __u32 role)
{
	struct lvs_address_key key = { .family = family };
	const __u32 *roles;

	copy_address(key.address, address, true);
	roles = bpf_map_lookup_elem(&addresses, &key);
	return roles && *roles & role;
}

/* Global, and so verified once. */
__noinline int is_server(const struct pair *pair)
{
	return pair && has_role(pair->source, pair->family, LVS_ADDRESS_SERVER);
}

inlined bool is_from_server(const struct packet *p, const bool v6)
{
	struct pair pair = { .family = v6 ? 6 : 4 };

	copy_address(pair.source, p->network + (v6 ? 8 : 12), v6);
	return is_server(&pair);
}

inlined int forward_unknown(const struct packet *p, const bool v6)
{
	struct lvs_service_key key = { .protocol = p->protocol, .family = v6 ? 6 : 4 };
	bool opening = is_opening(p);

	if (opening) {
		copy_address(key.address, p->network + (v6 ? 24 : 16), v6);
		key.port = ((const __be16 *)p->transport)[1];
		if (is_wanted(&key))
			return punt(p, LVS_R_PUNT_FIRST);
	}
	if (unlikely(p->settings->flags & LVS_SET_NAT_ICMP) && is_from_server(p, v6))
		return punt(p, LVS_R_PUNT_SERVER);
	return pass(p, opening ? LVS_R_PASS_NO_SERVICE : LVS_R_PASS_NOT_OPENING);
}

/* For a packet whose ports cannot be told: to a virtual address, or from a real server that is masqueraded. */
__noinline int is_between_ours(const struct pair *pair)
{
	const struct lvs_settings *s = find_settings();

	if (!pair || !s)
		return false;
	return has_role(pair->destination, pair->family, LVS_ADDRESS_VIRTUAL)
		|| has_role(pair->source, pair->family, LVS_ADDRESS_SERVER)
		|| find_marks(s, pair->destination, pair->family);
}

inlined bool is_ours(const struct packet *p, const bool v6)
{
	struct pair pair = { .family = v6 ? 6 : 4 };

	copy_address(pair.source, p->network + (v6 ? 8 : 12), v6);
	copy_address(pair.destination, p->network + (v6 ? 24 : 16), v6);
	return is_between_ours(&pair);
}

#endif
