// SPDX-License-Identifier: Apache-2.0
/**
 * What an instance does when it is asked, by a peer or by its own bundles: performing, publishing and listing, and the
 * faces of {@link coattail.api} through which bundles ask. Every operation passes {@link Entrance} first.
 */
package coattail.core.internal.dispatch;
