// SPDX-License-Identifier: Apache-2.0
/**
 * The base that Coattail is measured by: frames over MINA and TLS 1.3 with a certificate on both sides, and no more.
 */
package coattail.benchmarks.mina;
