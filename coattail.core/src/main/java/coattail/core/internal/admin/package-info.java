// SPDX-License-Identifier: Apache-2.0
/** The services of {@link coattail.core.admin}. */
package coattail.core.internal.admin;
