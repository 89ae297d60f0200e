/* SPDX-License-Identifier: GPL-2.0 OR MIT
 *
 * What the benchmark and its XDP programs share. The C# mirrors are Traffic/TrafficPlan.cs and TrafficTally.cs. */
#ifndef TRAFFIC_H
#define TRAFFIC_H

#include <linux/types.h>

#define TRAFFIC_FRAME 64
#define TRAFFIC_CPUS 256
#define TRAFFIC_SLICE_BITS 12	/* frames to a stamp */
#define TRAFFIC_STAMPS 1024

/* Clients are flows: flow n has the address client + n / 2^15 and the port 1024 + n % 2^15. */
#define TRAFFIC_PORT_BITS 15
#define TRAFFIC_FIRST_PORT 1024

#define TRAFFIC_SCATTERED 0x01	/* flows in an order that jumps about, instead of one after the other */
#define TRAFFIC_REPLY 0x02	/* the client is the destination */
#define TRAFFIC_HOLD 0x04	/* a connection that was served stays open */

struct traffic_plan {
	__u64 frame[TRAFFIC_FRAME / 8];	/* the client's address, its port and both checksums are zero */
	__u32 ip_sum;			/* one's-complement sums of the rest, not folded */
	__u32 transport_sum;
	__u32 client;			/* host order */
	__u32 flows;
	__u32 flags;
	__u32 ifindex;			/* where the generator's frames leave */
	__u32 via;			/* where those leave that come by the bare redirect */
	__u32 next;			/* changed by the program */
	__u16 probe_port;		/* network order; what the sink counts apart */
	__u8 protocol;
	__u8 pad;
	__u32 sent;			/* changed by the program */
	__u64 gap;			/* nanoseconds from frame to frame; 0 for as fast as it goes */
	__u64 until;			/* when to stop; 0 for never */
	__u32 window;			/* frames that may be on their way, or connections being served; 0 for no limit */
	__u32 finished;			/* changed by the programs, like what follows */
	__u32 started;
	__u32 given_up;
	__u64 due;
	__u64 progress;
	__u64 probe_arrival;
	__u64 stamps[TRAFFIC_STAMPS];	/* the clock at every so many frames: a test run takes long to begin and to end */
};

/* One a CPU, a cache line each. */
struct traffic_tally {
	__u64 packets;		/* that arrived at the sink */
	__u64 probes;		/* of them to probe_port */
	__u64 opened;		/* connections that were accepted */
	__u64 served;		/* connections whose first byte came back */
	__u64 refused;		/* resets */
	__u64 pad[3];
};

#endif
