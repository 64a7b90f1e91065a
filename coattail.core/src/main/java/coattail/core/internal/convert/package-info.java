// SPDX-License-Identifier: Apache-2.0
/**
 * Between bodies and the Java types of actions and receivers.
 *
 * <p>A Java type is compiled once, at bind time, into a tree of {@link coattail.core.internal.convert.Shape shapes}
 * that reads JSON, writes JSON and describes itself as JSON Schema. Being one model they can't disagree, nothing is
 * coerced that a shape doesn't accept, and every message names what was expected in this project's own words. Jackson
 * does the syntax, and resolves generic types; its data binding isn't used: its caches hold on to class loaders, and
 * its leniency is hard to switch off completely.
 */
package coattail.core.internal.convert;
