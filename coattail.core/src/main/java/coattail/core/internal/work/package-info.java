// SPDX-License-Identifier: Apache-2.0
/** Where work runs: serial executors, worker threads and timers (docs/concurrency.md, "Work"). */
package coattail.core.internal.work;
