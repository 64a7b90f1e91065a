// SPDX-License-Identifier: Apache-2.0
/** The commands, one a class. */
package coattail.shell.internal.verbs;
