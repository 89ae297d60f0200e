/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * A packet of a known connection. In each direction all that can send it up to lvsd is asked first, so that lvsd gets the
 * frame as it came and nothing is counted twice; then the state is stepped, then the frame changed. */
#ifndef LVS_FORWARD_H
#define LVS_FORWARD_H

#include "encap.h"
#include "rewrite.h"
#include "route.h"
#include "service.h"
#include "state.h"

/* Why XDP does not forward this one. In ip_vs_in's order: a new connection in the place of an old one comes first, then
 * whether the real server is still there. */
inlined __u32 refuse_in(const struct packet *p, const struct lvs_connection *c, __u32 flags)
{
	if (unlikely(c->flags & LVS_F_PUNT))
		return p->protocol == IPPROTO_SCTP ? LVS_R_PUNT_SCTP : LVS_R_PUNT_ONE_PACKET;
	if (unlikely(begins(p))) {
		if (flags & LVS_SERVER_QUIET)
			return LVS_R_PUNT_NODEST;
		if (is_reuse(p, c))
			return LVS_R_PUNT_REUSE;
	}
	if (likely((flags & ~LVS_SERVER_QUIET) == LVS_SERVER_READY))
		return LVS_NONE;
	if (flags & LVS_SERVER_NODEST)
		return LVS_R_PUNT_NODEST;
	if (flags & LVS_SERVER_GONE)
		return LVS_R_DROP_GONE;
	if (flags & LVS_SERVER_LOCAL)
		return LVS_NONE;
	return flags & LVS_SERVER_PUNT ? LVS_R_PUNT_EGRESS : LVS_R_PUNT_NEXT_HOP;
}

inlined int send(const struct packet *p, __u32 ifindex, __u32 reason)
{
	count(p, reason);
	/* A redirect even back out of the same device: veth kicks the receiving end after XDP_TX only when an XDP program is
	 * there, but after a redirect whenever it polls (GRO on), which is what link selection looked at. */
	return bpf_redirect(ifindex, 0);
}

inlined int forward_in(struct packet *p, struct lvs_connection *c, __u32 slot, const bool v6)
{
	__u32 id = c->server_id;
	const struct lvs_server *server = bpf_map_lookup_elem(&servers, &id);
	bool masquerade = c->method == LVS_MASQUERADE, tunnelled = c->method == LVS_TUNNEL;
	struct tunnel tunnel = {};
	__u32 reason;

	if (unlikely(!server))
		return drop(p, LVS_R_DROP_GONE);
	reason = refuse_in(p, c, server->flags);
	if (unlikely(reason != LVS_NONE))
		return turn_away(p, reason);
	if (unlikely(c->method == LVS_LOCAL || server->flags & LVS_SERVER_LOCAL)) {
		account_in(p, c, slot);
		return pass(p, LVS_R_DELIVERED_LOCALLY);
	}
	if (unlikely(p->ttl <= 1))
		return punt(p, LVS_R_PUNT_TTL);
	if (unlikely(p->protocol == IPPROTO_SCTP && masquerade && c->flags & LVS_F_PORTS))
		return punt(p, LVS_R_PUNT_SCTP);
	if (tunnelled)
		tunnel = read_tunnel(server);
	if (unlikely(p->length + tunnel.length > server->mtu))
		return punt(p, LVS_R_PUNT_TOO_BIG);
	if (tunnelled) {
		if (unlikely(!encapsulate(p, c, server, tunnel, v6)))
			return punt(p, LVS_R_PUNT_TUNNEL);
	} else {
		if (unlikely(!fit_link(p, link_length(server->vlan), v6)))
			return punt(p, LVS_R_PUNT_EGRESS);
		write_link(p, server_ends(server), server->vlan,
			bpf_htons(v6 ? ETH_P_IPV6 : ETH_P_IP));
		write_hop(p, masquerade ? c->in_l3_delta : 0, v6);
		if (masquerade) {
			write_address(p, v6 ? 24 : 16, c->server, v6);
			write_port(p, 1, c->server_port, c->in_l4_delta);
		}
	}
	account_in(p, c, slot);
	return send(p, server->ifindex, LVS_R_FORWARDED_IN);
}

inlined int forward_out(struct packet *p, struct lvs_connection *c, __u32 slot, const bool v6)
{
	const __u32 when = now();
	const __u64 epoch = current_epoch(p, when);
	const __u8 class = forwarded_class(p, v6);
	const struct lvs_link *out;
	struct way way = {};
	__u32 reason;

	if (unlikely(c->flags & LVS_F_PUNT))
		return punt(p, p->protocol == IPPROTO_SCTP ? LVS_R_PUNT_SCTP : LVS_R_PUNT_ONE_PACKET);
	if (unlikely(p->ttl <= 1))
		return punt(p, LVS_R_PUNT_TTL);
	if (unlikely(p->protocol == IPPROTO_SCTP && c->flags & LVS_F_PORTS))
		return punt(p, LVS_R_PUNT_SCTP);
	if (unlikely(!recall(p, c, epoch, class, &way))) {
		reason = find_route(p, c, epoch, class, &way, v6);
		if (unlikely(reason != LVS_NONE))
			return turn_away(p, reason);
	}
	out = bpf_map_lookup_elem(&links, &way.ifindex);
	if (unlikely(!out || !(out->flags & LVS_LINK_REDIRECT)))
		return punt(p, LVS_R_PUNT_EGRESS);
	if (unlikely(!fit_link(p, link_length(out->vlan), v6)))
		return punt(p, LVS_R_PUNT_EGRESS);
	write_link(p, ends_of(way.mac, out->mac), out->vlan, bpf_htons(v6 ? ETH_P_IPV6 : ETH_P_IP));
	write_hop(p, c->out_l3_delta, v6);
	write_address(p, v6 ? 8 : 12, c->virt, v6);
	write_port(p, 0, c->virtual_port, c->out_l4_delta);
	account_out(p, c, slot, when);
	return send(p, out->redirect_ifindex, LVS_R_FORWARDED_OUT);
}

#endif
