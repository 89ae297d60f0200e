/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * A connection's state is stepped where its packets are, by the tables that lvsd wrote into the profile. Here a state is
 * a number; what it means is lvsd's affair. */
#ifndef LVS_STATE_H
#define LVS_STATE_H

#include "packet.h"

#define TCP_ESTABLISHED 1
#define TCP_TIME_WAIT 5
#define TCP_FIN_WAIT 4
#define TCP_CLOSE 6
#define SCTP_ESTABLISHED 8
#define SCTP_CLOSED 13
#define NO_EVENT 0xff
#define STEP_ATTEMPTS 4		/* against another CPU that steps the same connection */

inlined __u32 now(void)
{
	return bpf_ktime_get_coarse_ns() >> LVS_TICK_SHIFT;
}

inlined __u32 tcp_event(__u8 flags)
{
	if (flags & TCP_RST)
		return LVS_TCP_RST;
	if (flags & TCP_SYN)
		return LVS_TCP_SYN;
	if (flags & TCP_FIN)
		return LVS_TCP_FIN;
	return flags & TCP_ACK ? LVS_TCP_ACK : NO_EVENT;
}

/* One hexadecimal digit a chunk type, type 0 on the right. SACK, heartbeats, ECNE, CWR and the unknown count as data. */
inlined __u32 sctp_event(__u8 chunk)
{
	return chunk > 14 ? 0 : 0x700438659000210ull >> chunk * 4 & 0xf;
}

/* Rare, and so a function of its own; see service.h. */
__noinline int post(const struct lvs_event *event)
{
	struct packet p = { .cpu = bpf_get_smp_processor_id() };
	struct lvs_settings *s;

	if (!event || !bpf_ringbuf_output(&events, (void *)event, sizeof(*event), 0))
		return 0;
	s = find_settings();
	if (s)
		__sync_fetch_and_add(&s->events_lost, 1);
	count(&p, LVS_R_DROP_EVENT);
	return 0;
}

inlined __u8 next_state(const struct lvs_profile *profile, bool tcp, __u32 side, __u32 event, __u32 state)
{
	state &= LVS_TCP_STATES - 1;
	if (!tcp)
		return profile->sctp_next[side][event & (LVS_SCTP_EVENTS - 1)][state];
	return event == NO_EVENT ? TCP_CLOSE : profile->tcp_next[side][event & 3][state];
}

inlined void tell(const struct lvs_connection *c, __u32 slot, __u32 from, __u32 to, __u32 when)
{
	struct lvs_event event = {
		.slot = slot, .generation = c->generation, .from = from, .to = to, .when = when,
	};

	post(&event);
}

/* UDP has one state. The first answer to a connection with a template makes the template lasting, and lvsd must hear. */
inlined void step_udp(struct lvs_connection *c, const struct lvs_profile *profile, __u32 slot, bool output, __u32 when)
{
	__u32 before;

	if (output) {
		if (unlikely(c->flags & LVS_F_CONTROLLED && !c->out_packets))
			tell(c, slot, 0, 0, when);
		return;
	}
	before = c->timeout;
	if (likely(before == profile->udp_timeout))
		return;
	c->timeout = profile->udp_timeout;
	if (profile->udp_timeout < before)
		tell(c, slot, 0, 0, when);
}

inlined __u32 timeout_of(const struct lvs_profile *profile, bool tcp, __u32 state)
{
	state &= LVS_TCP_STATES - 1;
	return tcp ? profile->tcp_timeout[state] : profile->sctp_timeout[state];
}

inlined __u32 step_word(const struct lvs_profile *profile, bool tcp, bool output, __u32 event, __u32 word)
{
	__u32 side = output ? LVS_OUTPUT : word & LVS_STATE_NOOUTPUT ? LVS_INPUT_ONLY : LVS_INPUT;
	__u32 changed = (word & ~LVS_STATE_MASK) | next_state(profile, tcp, side, event, word);

	return output ? changed & ~LVS_STATE_NOOUTPUT : changed;
}

struct transition {
	__u32 slot;
	__u32 profile;
	__u32 event;
	__u32 when;
	bool tcp;
	bool output;
	__u16 pad;
};

/* What a packet changes: the state word, the timeout, and what lvsd counts or has timers for. Rare, and so a function of its own. */
__noinline int transit(struct lvs_connection *c, const struct transition *t)
{
	const struct lvs_profile *profile;
	__u32 number, word, changed, timeout, active, from, to;
	bool news;

	if (!c || !t)
		return 0;
	number = t->profile;
	profile = bpf_map_lookup_elem(&profiles, &number);
	if (!profile)
		return 0;
	word = changed = c->state;
#pragma clang loop unroll(disable)
	for (int i = 0; i < STEP_ATTEMPTS; i++) {
		__u32 seen;

		changed = step_word(profile, t->tcp, t->output, t->event, word);
		if (changed == word)
			break;
		seen = __sync_val_compare_and_swap(&c->state, word, changed);
		if (seen == word)
			break;
		word = seen;
	}
	if (t->output && changed == word)
		return 0;
	from = word & (LVS_TCP_STATES - 1);
	to = changed & (LVS_TCP_STATES - 1);
	timeout = timeout_of(profile, t->tcp, to);
	active = t->tcp ? profile->tcp_active : profile->sctp_active;
	news = (active >> from ^ active >> to) & 1;
	if (c->flags & LVS_F_CONTROLLED && from != to)
		news |= to == (t->tcp ? TCP_ESTABLISHED : SCTP_ESTABLISHED);
	news |= timeout < c->timeout;
	c->timeout = timeout;
	if (news)
		tell(c, t->slot, from, to, t->when);
	return 0;
}

inlined void report(struct lvs_connection *c, __u32 slot, __u32 number, __u32 event, __u32 when, bool tcp, bool output)
{
	struct transition t = {
		.slot = slot, .profile = number, .event = event, .when = when, .tcp = tcp, .output = output,
	};

	transit(c, &t);
}

/* A packet that changes nothing writes nothing here; towards the client it does not even look at the timeout, which stands on the other
 * direction's line. */
inlined void step(const struct packet *p, struct lvs_connection *c, __u32 slot, __u32 number, bool output, __u32 when)
{
	const struct lvs_profile *profile = bpf_map_lookup_elem(&profiles, &number);
	const bool tcp = p->protocol == IPPROTO_TCP;
	__u32 word = c->state, event;

	if (!profile)
		return;
	if (p->protocol == IPPROTO_UDP) {
		step_udp(c, profile, slot, output, when);
		return;
	}
	event = tcp ? tcp_event(p->flags) : sctp_event(p->flags);
	if (unlikely(step_word(profile, tcp, output, event, word) != word || (!output && c->timeout != timeout_of(profile, tcp, word))))
		report(c, slot, number, event, when, tcp, output);
}

inlined void add(__u64 *packets, __u64 *bytes, __u32 length)
{
	++*packets;
	*bytes += length;
}

/* Client to server: stamp, step, count. The stamp comes first: lvsd ends connections that have been half-open for long, and one
 * that a client opens anew would look like that for a moment. */
inlined void account_in(const struct packet *p, struct lvs_connection *c, __u32 slot)
{
	__u32 when = now(), key = p->cpu * p->settings->max_servers + c->server_id;
	struct lvs_counters *sums = bpf_map_lookup_elem(&counters, &key);

	c->in_seen = when;
	step(p, c, slot, c->profile, false, when);
	add(&c->in_packets, &c->in_bytes, p->length);
	if (sums)
		add(&sums->in_packets, &sums->in_bytes, p->length);
}

inlined void account_out(const struct packet *p, struct lvs_connection *c, __u32 slot, __u32 when)
{
	__u32 key = p->cpu * p->settings->max_servers + c->out_server_id;
	struct lvs_counters *sums = bpf_map_lookup_elem(&counters, &key);

	c->out_seen = when;
	step(p, c, slot, c->out_profile, true, when);
	add(&c->out_packets, &c->out_bytes, p->length);
	if (sums)
		add(&sums->out_packets, &sums->out_bytes, p->length);
}

/* conn_reuse_mode: is this the first packet of a new connection, on one that is over? As ip_vs_core.c has it, either bit
 * lets TIME_WAIT and CLOSE go, and bit 2 also a FIN_WAIT that only the client's side of was seen. */
inlined bool is_reuse(const struct packet *p, const struct lvs_connection *c)
{
	__u32 state = c->state & LVS_STATE_MASK;

	if (c->flags & LVS_F_CONTROLLED || !(p->settings->flags & (LVS_SET_REUSE | LVS_SET_REUSE_FIN)))
		return false;
	if (p->protocol != IPPROTO_TCP)
		return state == SCTP_CLOSED;
	return state == TCP_TIME_WAIT || state == TCP_CLOSE
		|| (state == TCP_FIN_WAIT && c->state & LVS_STATE_NOOUTPUT && p->settings->flags & LVS_SET_REUSE_FIN);
}

inlined bool begins(const struct packet *p)
{
	return p->protocol == IPPROTO_TCP ? p->flags & TCP_SYN : p->protocol == IPPROTO_SCTP && p->flags == SCTP_INIT;
}

#endif
