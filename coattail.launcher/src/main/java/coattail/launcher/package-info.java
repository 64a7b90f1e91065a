// SPDX-License-Identifier: Apache-2.0
/**
 * What runs in a terminal: makes, starts and stops instances, and sends commands to running ones. It needs a JDK's
 * classes and nothing else, and starts in less than a tenth of a second: every command pays for it.
 */
package coattail.launcher;
