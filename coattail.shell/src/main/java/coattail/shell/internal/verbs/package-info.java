// SPDX-License-Identifier: Apache-2.0
/** The commands, one a class or those of one noun together, and what they have in common. */
package coattail.shell.internal.verbs;
