// SPDX-License-Identifier: Apache-2.0
/** How many bytes of others' data this instance holds, and the bound on it (docs/concurrency.md, "Memory"). */
package coattail.core.internal.memory;
