/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * From a tuple to its connection: the hash of lvs_abi.h, two buckets of one cache line each, and the identity line of
 * whichever connection an entry's tag promises. */
#ifndef LVS_LOOKUP_H
#define LVS_LOOKUP_H

#include <stddef.h>
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

_Static_assert(offsetof(struct lvs_connection, client) == 0 && offsetof(struct lvs_connection, virt) == 16
	&& offsetof(struct lvs_connection, server) == 32 && offsetof(struct lvs_connection, client_port) == 48
	&& offsetof(struct lvs_connection, virtual_port) == 50 && offsetof(struct lvs_connection, server_port) == 52
	&& offsetof(struct lvs_connection, protocol) == 54 && offsetof(struct lvs_connection, kind) == 55,
	"is_connection reckons with these places");

/* Compares a tuple with a connection: client and virtual address, or for a reply server and client. One branch for all of
 * it: that is quicker than a branch a field, and the verifier has less to walk. */
inlined bool is_connection(const struct lvs_connection *c, const struct tuple *t, __u64 reply, const bool v6)
{
	const __u64 forth = reply ^ 1;
	const void *source = (void *)c + reply * 32, *destination = (void *)c + forth * 16;
	__u64 different = *(const __u16 *)((void *)c + 54) ^ (t->protocol | LVS_CONNECTION << 8);

	different |= c->family ^ (v6 ? 6 : 4);
	different |= *(const __u16 *)((void *)c + 48 + reply * 4) ^ (t->ports & 0xffff);
	different |= *(const __u16 *)((void *)c + 48 + forth * 2) ^ t->ports >> 16;
	if (v6) {
		different |= load64(source) ^ t->a0;
		different |= load64(source + 8) ^ t->a1;
		different |= load64(destination) ^ t->d0;
		different |= load64(destination + 8) ^ t->d1;
	} else {
		different |= load32(source) ^ (__u32)t->a0;
		different |= load32(destination) ^ (__u32)(t->a0 >> 32);
	}
	return !different;
}

/* A bucket's first entry with the tag, 0 when there is none. */
inlined __u32 candidate(__u32 key, __u32 tag)
{
	const volatile struct lvs_bucket *bucket = bpf_map_lookup_elem(&index, &key);

	if (!bucket)
		return 0;
#pragma clang loop unroll(disable)
	for (int i = 0; i < LVS_BUCKET_ENTRIES; i++) {
		__u32 entry = bucket->entry[i];

		if (entry >> LVS_ENTRY_TAG_SHIFT == tag && entry)
			return entry;
	}
	return 0;
}

inlined struct lvs_connection *confirm(__u32 entry, const struct tuple *t, const bool v6)
{
	__u32 slot = entry & LVS_ENTRY_SLOT_MASK;
	struct lvs_connection *c;

	if (!entry)
		return NULL;
	c = bpf_map_lookup_elem(&connections, &slot);
	return c && is_connection(c, t, entry / LVS_ENTRY_REPLY & 1, v6) ? c : NULL;
}

inlined __u32 search_bucket(__u32 key, __u32 tag, const struct tuple *t)
{
	const volatile struct lvs_bucket *bucket = bpf_map_lookup_elem(&index, &key);

	if (!bucket)
		return 0;
#pragma clang loop unroll(disable)
	for (int i = 0; i < LVS_BUCKET_ENTRIES; i++) {
		__u32 entry = bucket->entry[i];

		if (entry >> LVS_ENTRY_TAG_SHIFT != tag)
			continue;
		if (t->family == 6 ? !!confirm(entry, t, true) : !!confirm(entry, t, false))
			return entry;
	}
	return 0;
}

inlined __u32 second_bucket(__u32 first, __u32 tag, __u32 mask)
{
	return (first ^ (tag + 1) * 0x5bd1e995) & mask;
}

/* All places of both buckets, and those of the first once more: lvsd may be moving the entry there from the second, its new
 * place written before the old one is cleared. Global, and so verified once; see service.h. */
__noinline __u32 search(const struct tuple *t, __u64 hash)
{
	const struct lvs_settings *s = find_settings();
	__u32 tag = hash >> 57, first, second, found = 0;

	if (!t || !s)
		return 0;
	first = (__u32)hash & s->index_mask;
	second = second_bucket(first, tag, s->index_mask);
#pragma clang loop unroll(disable)
	for (int i = 0; i < 3 && !found; i++)
		found = search_bucket(i == 1 ? second : first, tag, t);
	return found;
}

/* One candidate of each bucket is confirmed here: nearly always that is it. Only when a tag has lied (once in a hundred
 * times), or when the tuple is unknown, the buckets are searched through. */
inlined struct lvs_connection *find(
	const struct lvs_settings *s, const struct tuple *t, __u64 hash, __u32 *entry, const bool v6)
{
	__u32 bucket = (__u32)hash & s->index_mask, tag = hash >> 57, slot;
	struct lvs_connection *c;
	struct tuple copy;

	*entry = candidate(bucket, tag);
	c = confirm(*entry, t, v6);
	if (likely(c != NULL))
		return c;
	*entry = candidate(second_bucket(bucket, tag, s->index_mask), tag);
	c = confirm(*entry, t, v6);
	if (c)
		return c;
	copy = *t;	/* so that the tuple itself stays in registers */
	*entry = search(&copy, hash);
	if (!*entry)
		return NULL;
	slot = *entry & LVS_ENTRY_SLOT_MASK;
	return bpf_map_lookup_elem(&connections, &slot);
}

#endif
