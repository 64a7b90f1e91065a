// SPDX-License-Identifier: Apache-2.0
/** What launcher and instance say to each other over the instance's socket; {@code docs/launcher.md} has the table. */
package coattail.launcher.frame;
