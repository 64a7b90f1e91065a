// SPDX-License-Identifier: Apache-2.0
/** What tests stand on: implementations of the ports that need neither network nor disk. */
package coattail.core.internal.testing;
