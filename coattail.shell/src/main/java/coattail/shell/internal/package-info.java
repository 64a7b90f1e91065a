// SPDX-License-Identifier: Apache-2.0
/** The commands of the Karaf console and of the terminal. */
package coattail.shell.internal;
