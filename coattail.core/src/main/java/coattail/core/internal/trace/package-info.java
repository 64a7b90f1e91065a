// SPDX-License-Identifier: Apache-2.0
/** Which step of a cascade caused which: the context that travels, and what this instance remembers of its steps. */
package coattail.core.internal.trace;
