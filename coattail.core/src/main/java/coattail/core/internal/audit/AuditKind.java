// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.audit;

/** What a record is about: a noun and a verb. All of them are listed in docs/security.md. */
public enum AuditKind {
    /** The first record of a log. */
    BEGIN("audit.begin"),
    /** A signature over all before it. */
    CHECKPOINT("audit.checkpoint"),
    /** The process died while it wrote: what was written of a record is gone. */
    TORN("audit.torn"),
    /** The process died before the database knew of records that are there. */
    UNCONFIRMED("audit.unconfirmed"),
    /** The log wasn't as it was left when the instance started. */
    DAMAGED("audit.damaged"),
    /** Events that have no record. */
    LEFT_OUT("audit.left-out"),
    /** The instance starts, with these settings. */
    START("instance.start"),
    /** The instance stops in good order. */
    STOP("instance.stop"),
    /** The configuration is another one. */
    CONFIGURE("config.change"),
    /** Peers can connect again. */
    LISTEN("service.start"),
    /** No peer can connect any more. */
    LISTEN_END("service.stop"),
    /** The database's schema is brought up to date by hand. */
    MIGRATE("data.migrate"),
    /** Somebody showed a token. */
    AUTHENTICATE("auth.token"),
    /** What a token allowed on a connection ended before the connection. */
    GRANT_END("grant.end"),
    /** A peer asked for what it may not do; only refusals are recorded. */
    GATE("gate.check"),
    TOKEN_ISSUE("token.issue"),
    TOKEN_REVOKE("token.revoke"),
    VALIDATION_ISSUE("validation.issue"),
    VALIDATION_ADD("validation.add"),
    VALIDATION_REMOVE("validation.remove"),
    KEY_ROTATE("key.rotate"),
    /** A key that signed before verifies no more. */
    KEY_DROP("key.drop"),
    PEER_ADD("peer.add"),
    PEER_RENAME("peer.rename"),
    PEER_REMOVE("peer.remove"),
    /** This instance subscribes to a peer's action. */
    SUBSCRIBE("subscription.make"),
    UNSUBSCRIBE("subscription.end"),
    /** A peer's subscription is ended by an operator. */
    SUBSCRIBER_REVOKE("subscriber.revoke"),
    SESSION_KILL("session.kill");

    private final String word;

    AuditKind(String word) {
        this.word = word;
    }

    /** As it is written. */
    public String word() {
        return word;
    }
}
