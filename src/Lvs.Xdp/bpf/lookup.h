/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * From a tuple to its connection: the hash of lvs_abi.h, two buckets of one cache line each, and the identity line of
 * whichever connection an entry's tag promises. */
#ifndef LVS_LOOKUP_H
#define LVS_LOOKUP_H

#include "packet.h"

inlined __u64 mix(__u64 hash, __u64 word)
{
	hash = (hash ^ word) * 0x9E3779B97F4A7C15ull;
	return hash ^ hash >> 32;
}

inlined __u64 hash_tuple(const struct tuple *t, __u64 seed, const bool v6)
{
	__u64 hash = mix(seed, t->a0);

	if (v6) {
		hash = mix(hash, t->a1);
		hash = mix(hash, t->d0);
		hash = mix(hash, t->d1);
	}
	hash = mix(hash, t->ports | (__u64)t->protocol << 32);
	return mix(hash, 0);
}

/* True when the addresses at `source` and `destination`, as a slot stores them, are the tuple's. */
inlined bool same_addresses(const struct tuple *t, const void *source, const void *destination, const bool v6)
{
	if (!v6)
		return load32(source) == (__u32)t->a0 && load32(destination) == (__u32)(t->a0 >> 32);
	return load64(source) == t->a0 && load64(source + 8) == t->a1
		&& load64(destination) == t->d0 && load64(destination + 8) == t->d1;
}

inlined bool is_connection(const struct lvs_connection *c, const struct tuple *t, bool reply, const bool v6)
{
	if (c->kind != LVS_CONNECTION || c->protocol != t->protocol || c->family != (v6 ? 6 : 4))
		return false;
	if (reply)
		return (c->server_port | (__u32)c->client_port << 16) == t->ports
			&& same_addresses(t, c->server, c->client, v6);
	return (c->client_port | (__u32)c->virtual_port << 16) == t->ports
		&& same_addresses(t, c->client, c->virt, v6);
}

/* An empty entry leads to slot 0, which is never a connection. */
inlined struct lvs_connection *scan(__u32 key, __u32 tag, const struct tuple *t, __u32 *found, const bool v6)
{
	const volatile struct lvs_bucket *bucket = bpf_map_lookup_elem(&index, &key);

	if (!bucket)
		return NULL;
#pragma clang loop unroll(disable)
	for (int i = 0; i < LVS_BUCKET_ENTRIES; i++) {
		struct lvs_connection *c;
		__u32 entry = bucket->entry[i], slot;

		if (entry >> LVS_ENTRY_TAG_SHIFT != tag)
			continue;
		slot = entry & LVS_ENTRY_SLOT_MASK;
		c = bpf_map_lookup_elem(&connections, &slot);
		if (c && is_connection(c, t, entry & LVS_ENTRY_REPLY, v6)) {
			*found = entry;
			return c;
		}
	}
	return NULL;
}

inlined struct lvs_connection *find(
	const struct lvs_settings *s, const struct tuple *t, __u64 hash, __u32 *entry, const bool v6)
{
	__u32 bucket = (__u32)hash & s->index_mask;
	__u32 tag = hash >> 57;
	struct lvs_connection *c = scan(bucket, tag, t, entry, v6);

	return c ? c : scan((bucket ^ (tag + 1) * 0x5bd1e995) & s->index_mask, tag, t, entry, v6);
}

#endif
