// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * The load: a generator of frames (run by BPF_PROG_TEST_RUN on live frames), a sink, a bare redirect to compare with, and
 * both ends of short TCP connections without a TCP stack: what they cost is next to nothing, so that what is measured is the
 * director between them.
 */
#include <stdbool.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>
#include "traffic.h"

#define inlined static __always_inline
#define FIN 0x01
#define SYN 0x02
#define RST 0x04
#define PSH 0x08
#define ACK 0x10
#define PAYLOAD 4
#define SEGMENT (ETH_HLEN + sizeof(struct iphdr) + sizeof(struct tcphdr))
#define SERVER_SEQUENCE 0x10000000
#define SHORT_WAIT 20000	/* nanoseconds */
#define LOST_AFTER 20000000
#define CLIENT_NET_MASK 0xfffe0000	/* RFC 2544 sets 198.18.0.0/15 aside for benchmarks */

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct traffic_plan);
} plan SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, TRAFFIC_CPUS);
	__type(key, __u32);
	__type(value, struct traffic_tally);
} tally SEC(".maps");

struct segment {
	struct ethhdr eth;
	struct iphdr ip;
	struct tcphdr tcp;
} __attribute__((packed));

inlined struct traffic_plan *find_plan(void)
{
	__u32 zero = 0;

	return bpf_map_lookup_elem(&plan, &zero);
}

inlined struct traffic_tally *find_tally(void)
{
	__u32 cpu = bpf_get_smp_processor_id();

	return bpf_map_lookup_elem(&tally, &cpu);
}

inlined __u16 checksum(__u32 sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return ~sum;
}

inlined __u32 next_flow(struct traffic_plan *p)
{
	__u32 next = p->next;

	if (p->flags & TRAFFIC_SCATTERED) {
		p->next = next + 0x9e3779b1;	/* 2^32 / the golden ratio: even, and never near where it was */
		return (__u64)next * p->flows >> 32;
	}
	p->next = next + 1 < p->flows ? next + 1 : 0;
	return next;
}

inlined void stamp(struct traffic_plan *p)
{
	__u32 sent = p->sent++;

	if (!(sent & ((1 << TRAFFIC_SLICE_BITS) - 1)))
		p->stamps[sent >> TRAFFIC_SLICE_BITS & (TRAFFIC_STAMPS - 1)] = bpf_ktime_get_ns();
}

struct pause {
	struct traffic_plan *plan;
	__u64 until;
	__u32 seen;		/* of plan->finished */
};

static long is_over(__u32 turn, struct pause *pause)
{
	(void)turn;
	return bpf_ktime_get_ns() >= pause->until
		|| (pause->plan->window && *(volatile __u32 *)&pause->plan->finished != pause->seen);
}

/* Frame by frame at a rate. One that is late does not hurry those behind it: what waits for them must not be flooded. */
inlined void keep_time(struct traffic_plan *p, __u64 now)
{
	struct pause pause = { .plan = p, .until = p->due };

	pause.seen = p->finished;
	if (pause.until > now)
		bpf_loop(1 << 20, is_over, &pause, 0);
	else
		pause.until = now;
	p->due = pause.until + p->gap;
}

/* Whether another may be started. It does not wait for long: what is to be finished may have to run on this very CPU. What
 * has not moved for a while is lost, for nobody here sends anything twice. */
inlined bool has_room(struct traffic_plan *p, __u64 now)
{
	struct pause pause = { .plan = p, .until = now + SHORT_WAIT, .seen = p->finished };

	if (p->started - pause.seen - p->given_up < p->window) {
		p->started++;
		p->progress = now;
		return true;
	}
	if (now - p->progress > LOST_AFTER) {
		p->given_up = p->started - pause.seen;
		p->progress = now;
	}
	bpf_loop(1 << 14, is_over, &pause, 0);
	return false;
}

inlined void finish(struct traffic_plan *p)
{
	if (p->window)
		__sync_fetch_and_add(&p->finished, 1);
}

/* Every byte is written anew, since the frames' pages come back as the director left them. */
SEC("xdp")
int generate(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct traffic_plan *p = find_plan();
	__u32 flow, address, sum;
	__u64 *words = data;
	__u16 port, check;

	if (!p || data + TRAFFIC_FRAME > end)
		return XDP_ABORTED;
	stamp(p);
	if (p->gap || p->window) {
		__u64 now = bpf_ktime_get_ns();

		if (p->until && now > p->until)
			return XDP_DROP;
		if (p->gap)
			keep_time(p, now);
		if (p->window && !has_room(p, now))
			return XDP_DROP;
	}
	flow = next_flow(p);
	address = bpf_htonl(p->client + (flow >> TRAFFIC_PORT_BITS));
	port = bpf_htons(TRAFFIC_FIRST_PORT + (flow & ((1 << TRAFFIC_PORT_BITS) - 1)));
	sum = (address & 0xffff) + (address >> 16);
#pragma clang loop unroll(full)
	for (int i = 0; i < TRAFFIC_FRAME / 8; i++)
		words[i] = p->frame[i];
	*(__u16 *)(data + 24) = checksum(p->ip_sum + sum);
	if (p->flags & TRAFFIC_REPLY) {
		*(__u32 *)(data + 30) = address;
		*(__u16 *)(data + 36) = port;
	} else {
		*(__u32 *)(data + 26) = address;
		*(__u16 *)(data + 34) = port;
	}
	check = checksum(p->transport_sum + sum + port);
	if (p->protocol == IPPROTO_TCP)
		*(__u16 *)(data + 50) = check;
	else
		*(__u16 *)(data + 40) = check ? check : 0xffff;
	return bpf_redirect(p->ifindex, 0);
}

/* The least that a director can do: no look at the frame, no look-up, out on the other side. */
SEC("xdp")
int redirect(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	const struct ethhdr *eth = data;
	struct traffic_plan *p = find_plan();

	if (!p || (void *)(eth + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	return bpf_redirect(p->via, 0);
}

SEC("xdp")
int sink(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	const struct ethhdr *eth = data;
	const struct iphdr *ip = (const void *)(eth + 1);
	const __be16 *ports = (const void *)(ip + 1);
	struct traffic_tally *t = find_tally();
	struct traffic_plan *p = find_plan();

	if (!t || !p || (void *)(ports + 2) > end || eth->h_proto != bpf_htons(ETH_P_IP))
		return XDP_PASS;
	if (ip->protocol == IPPROTO_ICMP)
		return XDP_PASS;
	t->packets++;
	if (ports[1] == p->probe_port) {
		p->probe_arrival = bpf_ktime_get_ns();
		t->probes++;
	}
	finish(p);
	return XDP_DROP;
}

inlined struct segment *as_segment(struct xdp_md *ctx)
{
	struct segment *s = (void *)(long)ctx->data;

	if ((void *)(s + 1) > (void *)(long)ctx->data_end)
		return NULL;
	if (s->eth.h_proto != bpf_htons(ETH_P_IP) || s->ip.ihl != 5 || s->ip.protocol != IPPROTO_TCP)
		return NULL;
	return s;
}

inlined __u32 payload_length(const struct segment *s)
{
	return bpf_ntohs(s->ip.tot_len) - sizeof(s->ip) - s->tcp.doff * 4;
}

inlined __u32 sum_words(const void *from, __u32 words)
{
	__u32 sum = 0;

#pragma clang loop unroll(full)
	for (__u32 i = 0; i < words; i++)
		sum += ((const __u16 *)from)[i];
	return sum;
}

/* Turns a segment round and sends it back: other flags, other numbers, with four bytes of data or none. */
inlined int answer_with(struct xdp_md *ctx, __u8 flags, __u32 sequence, __u32 acknowledged, bool with_data)
{
	__u32 length = sizeof(struct iphdr) + sizeof(struct tcphdr) + (with_data ? PAYLOAD : 0);
	struct segment *s = as_segment(ctx);
	__u8 mac[ETH_ALEN];
	__be32 address;
	__be16 port;

	if (bpf_xdp_adjust_tail(ctx, (int)(SEGMENT + PAYLOAD) - (int)(ctx->data_end - ctx->data)))
		return XDP_ABORTED;
	s = (void *)(long)ctx->data;
	if ((void *)(s + 1) + PAYLOAD > (void *)(long)ctx->data_end)
		return XDP_ABORTED;
	__builtin_memcpy(mac, s->eth.h_dest, ETH_ALEN);
	__builtin_memcpy(s->eth.h_dest, s->eth.h_source, ETH_ALEN);
	__builtin_memcpy(s->eth.h_source, mac, ETH_ALEN);
	address = s->ip.saddr;
	s->ip.saddr = s->ip.daddr;
	s->ip.daddr = address;
	port = s->tcp.source;
	s->tcp.source = s->tcp.dest;
	s->tcp.dest = port;
	s->ip.tos = 0;
	s->ip.tot_len = bpf_htons(length);
	s->ip.ttl = 64;
	s->ip.check = 0;
	s->ip.check = checksum(sum_words(&s->ip, sizeof(s->ip) / 2));
	s->tcp.seq = bpf_htonl(sequence);
	s->tcp.ack_seq = bpf_htonl(acknowledged);
	*(__u16 *)((void *)&s->tcp + 12) = 0x50 | (__u16)flags << 8;
	s->tcp.window = bpf_htons(0xffff);
	s->tcp.check = 0;
	s->tcp.urg_ptr = 0;
	*(__u32 *)(s + 1) = with_data ? bpf_htonl(0x6c767321) : 0;
	s->tcp.check = checksum(sum_words(&s->tcp, (sizeof(s->tcp) + PAYLOAD) / 2) + sum_words(&s->ip.saddr, 4)
		+ bpf_htons(IPPROTO_TCP) + bpf_htons(length - sizeof(s->ip)));
	return bpf_redirect(ctx->ingress_ifindex, 0);
}

/* The client's end: what generate began with a SYN goes on here. */
SEC("xdp")
int dial(struct xdp_md *ctx)
{
	struct segment *s = as_segment(ctx);
	struct traffic_tally *t = find_tally();
	struct traffic_plan *p = find_plan();
	__u32 sequence, acknowledged;
	__u8 flags;

	if (!s || !t || !p || ((bpf_ntohl(s->ip.daddr) ^ p->client) & CLIENT_NET_MASK))
		return XDP_PASS;
	flags = ((const __u8 *)&s->tcp)[13];
	sequence = bpf_ntohl(s->tcp.seq);
	acknowledged = bpf_ntohl(s->tcp.ack_seq);
	if (flags & RST) {
		t->refused++;
		finish(p);
		return XDP_DROP;
	}
	if ((flags & (SYN | ACK)) == (SYN | ACK)) {
		t->opened++;
		return answer_with(ctx, PSH | ACK, acknowledged, sequence + 1, true);
	}
	if (payload_length(s)) {
		t->served++;
		finish(p);
		return p->flags & TRAFFIC_HOLD ? XDP_DROP : answer_with(ctx, RST, acknowledged, 0, false);
	}
	return flags & FIN ? answer_with(ctx, RST, acknowledged, 0, false) : XDP_DROP;
}

/* The server's end. */
SEC("xdp")
int answer(struct xdp_md *ctx)
{
	struct segment *s = as_segment(ctx);
	struct traffic_tally *t = find_tally();
	__u32 sequence, acknowledged, length;
	__u8 flags;

	if (!s || !t)
		return XDP_PASS;
	flags = ((const __u8 *)&s->tcp)[13];
	sequence = bpf_ntohl(s->tcp.seq);
	acknowledged = bpf_ntohl(s->tcp.ack_seq);
	length = payload_length(s);
	t->packets++;
	if (flags & RST)
		return XDP_DROP;
	if (flags & SYN)
		return answer_with(ctx, SYN | ACK, SERVER_SEQUENCE, sequence + 1, false);
	if (length)
		return answer_with(ctx, PSH | ACK, acknowledged, sequence + length, true);
	return flags & FIN ? answer_with(ctx, RST, acknowledged, 0, false) : XDP_DROP;
}

char _license[] SEC("license") = "Dual MIT/GPL";
