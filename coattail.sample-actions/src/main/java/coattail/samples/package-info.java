// SPDX-License-Identifier: Apache-2.0
/**
 * Actions and receivers to learn from, one idea a file.
 *
 * <p>Read {@link coattail.samples.Echo} first, then {@link coattail.samples.Greet}. They are ordinary Declarative
 * Services components: the annotations of {@code coattail.api} name them, and there is nothing else to register.
 */
package coattail.samples;
