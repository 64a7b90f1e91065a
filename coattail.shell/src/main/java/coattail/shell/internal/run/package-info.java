// SPDX-License-Identifier: Apache-2.0
/** Runs commands: between their words and their results on one side and a shell session on the other. */
package coattail.shell.internal.run;
