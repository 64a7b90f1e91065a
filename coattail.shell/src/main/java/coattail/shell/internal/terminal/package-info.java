// SPDX-License-Identifier: Apache-2.0
/** The instance's end of the launcher's socket ({@code docs/launcher.md}): one connection, one command. */
package coattail.shell.internal.terminal;
