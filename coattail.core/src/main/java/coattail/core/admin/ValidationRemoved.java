// SPDX-License-Identifier: Apache-2.0
package coattail.core.admin;

import java.util.List;

/**
 * What the removing of a validation token did.
 *
 * @param token the validation token, as it is now
 * @param revoked the tokens that nobody could use any more, which were revoked
 * @param lost the tokens that its key can't use any more, and others can
 * @param connections how many grants on open connections were ended
 */
public record ValidationRemoved(ValidationStatus token, List<String> revoked, List<String> lost, int connections) {
    public ValidationRemoved {
        revoked = List.copyOf(revoked);
        lost = List.copyOf(lost);
    }
}
