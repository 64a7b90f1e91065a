// SPDX-License-Identifier: Apache-2.0
/** How results look: text and tables for people, JSON for programs. Everything printed passes {@code Plain}. */
package coattail.shell.internal.print;
