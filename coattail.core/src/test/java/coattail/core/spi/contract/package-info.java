// SPDX-License-Identifier: Apache-2.0
/** What each implementation of a port must pass: a test class implements the interface and inherits its tests. */
package coattail.core.spi.contract;
