/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * The maps of the decapsulator, decap.bpf.c. As they come, all zero, it takes tunnel packets to any address, and GUE on
 * its registered port; whoever attaches it can narrow that. */
#ifndef LVS_DECAP_ABI_H
#define LVS_DECAP_ABI_H

#define LVS_DECAP_GUE_PORT 6080		/* IANA's */
#define LVS_DECAP_LISTED 0x01		/* only to the destinations in decap_addresses */

struct lvs_decap_settings {		/* decap_settings: ARRAY of one */
	__u8 mac[6];			/* the interface's own; zero for any that is not multicast */
	__be16 gue_port;		/* 0 for LVS_DECAP_GUE_PORT */
	__u32 flags;
};

struct lvs_decap_address {		/* decap_addresses: HASH, to a __u32 that is not looked at */
	__u8 address[16];		/* IPv4 in the first four, the rest zero */
	__u32 family;			/* 4 or 6 */
};

enum lvs_decap_count {			/* decap_counts: PERCPU_ARRAY of __u64 */
	LVS_DECAP_STRIPPED = 0,
	LVS_DECAP_PASSED = 1,		/* no tunnel packet for us */
	LVS_DECAP_DROPPED = 2,		/* one that makes no sense inside */
	LVS_DECAP_COUNTS = 3,
};

#endif
