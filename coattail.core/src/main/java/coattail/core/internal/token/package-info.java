// SPDX-License-Identifier: Apache-2.0
/**
 * Tokens of both kinds: what is in one, issuing, verifying and reading them (docs/security.md, "Tokens").
 *
 * <p>Strictness is the point. A token is accepted in the one form in which it is issued, and in no other that some
 * parser would take too. What an operator asked for wrongly is an {@link IllegalArgumentException} with one line for
 * him; what is wrong with a token is a {@link coattail.core.internal.token.TokenException}. Neither quotes the token.
 */
package coattail.core.internal.token;
