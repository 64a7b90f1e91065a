// SPDX-License-Identifier: Apache-2.0
/** The commands, one a class but for those that list, and what they have in common. */
package coattail.shell.internal.verbs;
