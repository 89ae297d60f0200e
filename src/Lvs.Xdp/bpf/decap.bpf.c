// SPDX-License-Identifier: GPL-2.0 OR MIT
/*
 * For real servers whose kernel has no ipip, gre or fou: takes the outer headers off tunnel packets from a director (IPv4
 * and IPv6 in either, bare, in GRE, in GUE) and hands the inner packet to the stack as if it had come so. Optional GRE
 * and GUE fields are skipped; their checksums are not verified, the inner packet has its own.
 */
#include <stdbool.h>
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/udp.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include "decap_abi.h"

#define inlined static __always_inline

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct lvs_decap_settings);
} decap_settings SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 1024);
	__type(key, struct lvs_decap_address);
	__type(value, __u32);
} decap_addresses SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, LVS_DECAP_COUNTS);
	__type(key, __u32);
	__type(value, __u64);
} decap_counts SEC(".maps");

enum { NO_TUNNEL = 0, BROKEN = -1 };

inlined int done(__u32 what, int action)
{
	__u64 *counter = bpf_map_lookup_elem(&decap_counts, &what);

	if (counter)
		++*counter;
	return action;
}

inlined bool is_for(const struct ethhdr *eth, const struct lvs_decap_settings *settings)
{
	const __u16 *to = (const void *)eth->h_dest, *own = (const void *)settings->mac;

	if (!(own[0] | own[1] | own[2]))
		return !(eth->h_dest[0] & 1);
	return to[0] == own[0] && to[1] == own[1] && to[2] == own[2];
}

inlined bool is_wanted(const void *address, __u32 length, __u32 family, const struct lvs_decap_settings *settings)
{
	struct lvs_decap_address key = { .family = family };

	if (!(settings->flags & LVS_DECAP_LISTED))
		return true;
	__builtin_memcpy(key.address, address, length);
	return bpf_map_lookup_elem(&decap_addresses, &key);
}

/* The length of a GRE header of version 0 without routing, and what it carries. */
inlined int gre_length(const __be16 *gre, const void *end, __be16 *type)
{
	int length = 4;

	if ((void *)(gre + 2) > end || gre[0] & bpf_htons(0x4fff))
		return BROKEN;
	*type = gre[1];
	length += gre[0] & bpf_htons(0x8000) ? 4 : 0;
	length += gre[0] & bpf_htons(0x2000) ? 4 : 0;
	return length + (gre[0] & bpf_htons(0x1000) ? 4 : 0);
}

/* The length of UDP and GUE header, when it is GUE: a data message of version 0. */
inlined int gue_length(const struct udphdr *udp, const void *end, __be16 port, __u8 *protocol)
{
	const __u8 *gue = (const void *)(udp + 1);

	if ((void *)(udp + 1) > end || udp->dest != (port ? port : bpf_htons(LVS_DECAP_GUE_PORT)))
		return NO_TUNNEL;
	if ((void *)(gue + 4) > end || gue[0] & 0xe0)
		return BROKEN;
	*protocol = gue[1];
	return sizeof(*udp) + 4 + (gue[0] & 0x1f) * 4;
}

/* How much stands between the outer IP header and the inner one; sets `type` to the inner one's EtherType. */
inlined int shim_length(const void *shim, const void *end, __u8 protocol, __be16 gue_port, __be16 *type)
{
	int length = 0;

	if (protocol == IPPROTO_GRE)
		return gre_length(shim, end, type);
	if (protocol == IPPROTO_UDP) {
		length = gue_length(shim, end, gue_port, &protocol);
		if (length <= 0)
			return length;
	} else if (protocol != IPPROTO_IPIP && protocol != IPPROTO_IPV6) {
		return NO_TUNNEL;
	}
	*type = protocol == IPPROTO_IPIP ? bpf_htons(ETH_P_IP) : protocol == IPPROTO_IPV6 ? bpf_htons(ETH_P_IPV6) : 0;
	return length;
}

inlined int strip(struct xdp_md *ctx, __u32 link, __u32 excess, __be16 type)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	__be16 header[9];	/* Ethernet and one VLAN tag */
	__u32 words = link / 2;

	for (int i = 0; i < 9; i++) {
		if (data + 2 * i + 2 > end)
			return XDP_DROP;
		header[i] = ((__be16 *)data)[i];
	}
	if (bpf_xdp_adjust_head(ctx, excess))
		return done(LVS_DECAP_DROPPED, XDP_DROP);
	data = (void *)(long)ctx->data;
	end = (void *)(long)ctx->data_end;
	for (int i = 0; i < 9; i++) {
		if ((__u32)i == words)
			break;
		if (data + 2 * i + 2 > end)
			return XDP_DROP;
		((__be16 *)data)[i] = (__u32)i == words - 1 ? type : header[i];
	}
	return done(LVS_DECAP_STRIPPED, XDP_PASS);
}

SEC("xdp")
int lvs_decap(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end, *network = data + ETH_HLEN;
	const struct ethhdr *eth = data;
	const struct lvs_decap_settings *settings;
	__u32 zero = 0, link = ETH_HLEN;
	int header, shim;
	__u8 protocol, version;
	__be16 type;

	settings = bpf_map_lookup_elem(&decap_settings, &zero);
	if (!settings || network > end || !is_for(eth, settings))
		return done(LVS_DECAP_PASSED, XDP_PASS);
	type = eth->h_proto;
	if (type == bpf_htons(ETH_P_8021Q)) {
		if (network + 4 > end)
			return done(LVS_DECAP_PASSED, XDP_PASS);
		type = ((__be16 *)network)[1];
		network += 4;
		link += 4;
	}
	if (type == bpf_htons(ETH_P_IP)) {
		const struct iphdr *ip = network;

		/* A fragment is reassembled by the stack, which then must take the tunnel apart itself. */
		if ((void *)(ip + 1) > end || ip->ihl < 5 || ip->frag_off & bpf_htons(0x3fff)
		    || !is_wanted(&ip->daddr, 4, 4, settings))
			return done(LVS_DECAP_PASSED, XDP_PASS);
		header = ip->ihl * 4;
		protocol = ip->protocol;
	} else if (type == bpf_htons(ETH_P_IPV6)) {
		const struct ipv6hdr *ip = network;

		if ((void *)(ip + 1) > end || !is_wanted(&ip->daddr, 16, 6, settings))
			return done(LVS_DECAP_PASSED, XDP_PASS);
		header = sizeof(*ip);
		protocol = ip->nexthdr;
	} else {
		return done(LVS_DECAP_PASSED, XDP_PASS);
	}
	shim = shim_length(network + header, end, protocol, settings->gue_port, &type);
	if (shim == NO_TUNNEL && protocol != IPPROTO_IPIP && protocol != IPPROTO_IPV6)
		return done(LVS_DECAP_PASSED, XDP_PASS);
	if (shim < 0 || shim > 256 || network + header + shim + 1 > end)
		return done(LVS_DECAP_DROPPED, XDP_DROP);
	version = *(__u8 *)(network + header + shim) >> 4;
	if (version != (type == bpf_htons(ETH_P_IP) ? 4 : type == bpf_htons(ETH_P_IPV6) ? 6 : 0xff))
		return done(LVS_DECAP_DROPPED, XDP_DROP);
	return strip(ctx, link, header + shim, type);
}

char _license[] SEC("license") = "Dual MIT/GPL";
