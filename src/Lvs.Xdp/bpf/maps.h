/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * The maps, under the names by which lvsd finds them. Where max_entries is a placeholder, lvsd sets it before it loads.
 * lvs_abi.h has the layouts and says who writes what. */
#ifndef LVS_MAPS_H
#define LVS_MAPS_H

#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>
#include "lvs_abi.h"

#define PLACEHOLDER 64

#define MAPPED_ARRAY(name, entries, layout)			\
	struct {						\
		__uint(type, BPF_MAP_TYPE_ARRAY);		\
		__uint(map_flags, BPF_F_MMAPABLE);		\
		__uint(max_entries, entries);			\
		__type(key, __u32);				\
		__type(value, layout);				\
	} name SEC(".maps")

#define SPARSE_MAP(name, kind, entries, from, to)		\
	struct {						\
		__uint(type, kind);				\
		__uint(map_flags, BPF_F_NO_PREALLOC);		\
		__uint(max_entries, entries);			\
		__type(key, from);				\
		__type(value, to);				\
	} name SEC(".maps")

MAPPED_ARRAY(connections, PLACEHOLDER, struct lvs_connection);
MAPPED_ARRAY(index, PLACEHOLDER, struct lvs_bucket);
MAPPED_ARRAY(servers, PLACEHOLDER, struct lvs_server);
MAPPED_ARRAY(counters, PLACEHOLDER, struct lvs_counters);
MAPPED_ARRAY(ledgers, LVS_MAX_LEDGERS, struct lvs_ledger);
MAPPED_ARRAY(reasons, PLACEHOLDER, __u64);
MAPPED_ARRAY(links, LVS_MAX_LINKS, struct lvs_link);
MAPPED_ARRAY(profiles, LVS_MAX_PROFILES, struct lvs_profile);
MAPPED_ARRAY(settings, 1, struct lvs_settings);

SPARSE_MAP(services, BPF_MAP_TYPE_HASH, LVS_MAX_SERVICES, struct lvs_service_key, struct lvs_service_value);
SPARSE_MAP(addresses, BPF_MAP_TYPE_HASH, LVS_MAX_ADDRESSES, struct lvs_address_key, __u32);
SPARSE_MAP(marks4, BPF_MAP_TYPE_LPM_TRIE, LVS_MAX_MARK_PREFIXES, struct lvs_mark4_key, struct lvs_mark_ranges);
SPARSE_MAP(marks6, BPF_MAP_TYPE_LPM_TRIE, LVS_MAX_MARK_PREFIXES, struct lvs_mark6_key, struct lvs_mark_ranges);

struct {
	__uint(type, BPF_MAP_TYPE_XSKMAP);
	__uint(max_entries, LVS_MAX_XSKS);
	__type(key, __u32);
	__type(value, __u32);
} xsks SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, LVS_EVENTS_SIZE);
} events SEC(".maps");

#endif
