// SPDX-License-Identifier: Apache-2.0
package coattail.core.spi;

import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What an instance keeps on disk. Registered as an OSGi service once the schema is up to date.
 *
 * <p>Each method is one transaction: it is committed when the method returns, survives {@code kill -9} from then on,
 * and has changed nothing when the method throws; unless the database broke down in the midst of the commit: then all
 * of it is done, or nothing. Methods block and are never called on an I/O thread. Safe for use by several threads.
 * Look-ups don't slow down as tables grow. Times are kept to the millisecond.
 */
@ProviderType
public interface Store {

    /**
     * The id of the instance that this database belongs to, empty for a new one.
     *
     * @throws StoreException if the database fails
     */
    Optional<String> owner();

    /**
     * Makes the database that of an instance, if it has no owner yet.
     *
     * @throws StoreException if it has another owner, or the database fails
     */
    void claim(String instanceId);

    /** Tokens that this instance issued. */
    IssuedTokens tokens();

    /** Validation tokens of others, which the operator added. */
    ValidationTokens validationTokens();

    /** Peers, and the tokens held from them. */
    Peers peers();

    /** What this instance is subscribed to. */
    Subscriptions subscriptions();

    /** Who is subscribed to this instance. */
    Subscribers subscribers();

    /** How far the audit log has come. */
    AuditHeads audit();

    /** The state of the schema. */
    Schema schema();
}
