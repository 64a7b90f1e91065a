// SPDX-License-Identifier: Apache-2.0
/** What can be said to a command: its declaration, and the reading of the words that were given. Knows no console. */
package coattail.shell.internal.grammar;
