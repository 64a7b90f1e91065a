// SPDX-License-Identifier: Apache-2.0
/** Actions and receivers to learn from, one idea a file. */
package coattail.samples;
