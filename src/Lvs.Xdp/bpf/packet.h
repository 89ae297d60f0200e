/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * What is known of the frame in hand. Everything is inlined into one function a family, so that most of this never
 * exists in memory but in registers. */
#ifndef LVS_PACKET_H
#define LVS_PACKET_H

#include <stdbool.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include "maps.h"

#define inlined static __always_inline
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

#define VLAN_LENGTH 4
#define TCP_FIN 0x01
#define TCP_SYN 0x02
#define TCP_RST 0x04
#define TCP_ACK 0x10
#define SCTP_LENGTH 12
#define SCTP_INIT 1
#define SCTP_ABORT 6
#define SCTP_COOKIE_ECHO 10
#define SCTP_COOKIE_ACK 11

struct chunk {			/* SCTP's, RFC 9260 section 3.2 */
	__u8 type;
	__u8 flags;
	__be16 length;
};

/* No reason to turn a packet away. */
#define LVS_NONE LVS_REASONS

struct packet {
	struct xdp_md *ctx;
	const struct lvs_link *link;
	struct lvs_settings *settings;
	void *end;		/* of the linear part */
	void *network;
	void *transport;
	__u32 link_length;	/* Ethernet header and VLAN tag: 14 or 18 */
	__u32 frame_length;
	__u32 length;		/* from the IP header on: what IPVS counts */
	__u32 cpu;
	__u64 hash;		/* of its tuple */
	__u8 protocol;
	__u8 ttl;
	__u8 flags;		/* TCP's flags; the type of SCTP's chunk that counts */
};

/* A tuple as the packet shows it; lvs_abi.h says how the words are loaded. */
struct tuple {
	__u64 a0, a1, d0, d1;
	__u32 ports;
	__u8 protocol;
	__u8 family;
};

/* Packets lie at odd multiples of two; every machine with a JIT that LvsPS runs on loads words from there. */
inlined __u64 load64(const void *from)
{
	return *(const __u64 *)from;
}

inlined __u16 load16(const void *from)
{
	return *(const __u16 *)from;
}

inlined __u32 load32(const void *from)
{
	return *(const __u32 *)from;
}

/* Into a key on the stack, which is aligned to four bytes only. */
inlined void copy_address(void *to, const void *from, const bool v6)
{
	__u32 *words = to;

	words[0] = load32(from);
	if (v6) {
		words[1] = load32(from + 4);
		words[2] = load32(from + 8);
		words[3] = load32(from + 12);
	}
}

inlined struct lvs_settings *find_settings(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&settings, &zero);
}

inlined void count(const struct packet *p, __u32 reason)
{
	__u32 key = p->cpu * LVS_REASONS + reason;
	__u64 *counter = bpf_map_lookup_elem(&reasons, &key);

	if (counter)
		++*counter;
}

inlined int pass(const struct packet *p, __u32 reason)
{
	count(p, reason);
	return XDP_PASS;
}

inlined int drop(const struct packet *p, __u32 reason)
{
	count(p, reason);
	return XDP_DROP;
}

/* Sends the frame as it is up to lvsd. Who calls this has changed nothing: not the frame, no state, no counter. */
inlined int punt(const struct packet *p, __u32 reason)
{
	__u32 queue = p->ctx->rx_queue_index;
	int action = XDP_DROP;

	if (likely(queue < p->link->queues))
		action = bpf_redirect_map(&xsks, p->link->xsk_base + queue, XDP_DROP);
	count(p, action == XDP_REDIRECT ? reason : LVS_R_DROP_UNATTENDED);
	return action;
}

/* lvs_abi.h numbers its reasons by what becomes of the frame. */
inlined int turn_away(const struct packet *p, __u32 reason)
{
	if (reason >= LVS_R_DROP_MALFORMED)
		return drop(p, reason);
	return reason >= LVS_R_PUNT_FIRST ? punt(p, reason) : pass(p, reason);
}

#endif
