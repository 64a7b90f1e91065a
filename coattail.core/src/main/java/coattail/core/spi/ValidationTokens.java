// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/** The validation tokens that the operator added. None is ever deleted, so that no other can come under its id. */
@ProviderType
public interface ValidationTokens {

    /**
     * Adds a validation token, or makes one active again that was removed.
     *
     * @return whether it wasn't active before; if it was, nothing is done
     * @throws StoreException if there is another of its id, or the database fails
     */
    boolean add(ValidationToken token);

    /** The validation token of an id, whatever its state. */
    Optional<ValidationToken> find(String jti);

    /** All of one instance, whatever their state, the last added first. */
    List<ValidationToken> ofInstance(String instanceId);

    /** All, the last added first. */
    List<ValidationToken> list();

    /**
     * Removes a validation token, and takes away what rests on it, in one transaction.
     *
     * @param jti the validation token
     * @param lost ids of issued tokens that its instance can't use any more: that instance's subscriptions under them
     *     are deleted
     * @param revoked ids of issued tokens that nobody can use any more: they are revoked, and all subscriptions under
     *     them deleted
     * @return whether it was active; if not, nothing is done
     */
    boolean remove(String jti, Collection<String> lost, Collection<String> revoked);
}
