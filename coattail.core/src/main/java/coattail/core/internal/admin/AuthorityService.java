// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.InstanceRef;
import coattail.core.admin.AuthorityAdmin;
import coattail.core.admin.AuthorityChange;
import coattail.core.admin.AuthorityExplanation;
import coattail.core.admin.AuthorityRule;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.PeerOperation;
import coattail.core.internal.authority.Examination;
import coattail.core.internal.authority.Grants;
import coattail.core.internal.peer.Directory;
import coattail.core.internal.peer.Links;
import coattail.core.internal.peer.PeerLinks;
import coattail.core.internal.token.Printable;
import coattail.core.internal.wire.Names;
import coattail.core.spi.PeerRecord;
import coattail.core.spi.Store;

/** Says what peers may do here, and why. */
public final class AuthorityService implements AuthorityAdmin {
    private final Directory directory;
    private final PeerLinks links;
    private final Weighing weighing;
    private final Remedies remedies;
    private final Renewal renewal;
    private final HandlerAdmin handlers;
    private final InstantSource clock;

    public AuthorityService(
            Directory directory,
            Links links,
            Examination examination,
            Grants grants,
            Store store,
            HandlerAdmin handlers,
            InstantSource clock) {
        this.directory = requireNonNull(directory, "directory");
        this.links = new PeerLinks(links);
        this.weighing = new Weighing(examination, store.tokens(), grants);
        this.remedies = new Remedies(examination, store.validationTokens());
        this.renewal = new Renewal(store.validationTokens());
        this.handlers = requireNonNull(handlers, "handlers");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public AuthorityExplanation explain(String peer, PeerOperation operation, String name) {
        return Translated.of(() -> {
            if (!Names.isName(name)) {
                throw new CoattailException(
                        ErrorCode.BAD_INPUT, Printable.quote(name) + " isn't a name: " + Names.RULE);
            }
            PeerRecord record = PeerNames.resolve(directory, peer);
            var who = new InstanceRef(record.id(), record.name());
            return explain(new Question(who, operation, name, links.address(record.id())));
        });
    }

    private AuthorityExplanation explain(Question question) {
        Instant now = clock.instant();
        var found = weighing.of(question, now);
        var weighed = found.weighed();
        var allowing = weighed.stream().filter(Weighed::allows).toList();
        var words = new AuthorityWords(question);
        var decisive = weighed.stream()
                .filter(one -> one.claim() != Weighed.Claim.FIRST)
                .findFirst();
        var notes = new ArrayList<>(words.notes(weighed, decisive));
        found.unreadable().forEach(jti -> notes.add(AuthorityWords.unreadable(jti)));
        if (!isOffered(question)) {
            notes.add(words.notOffered());
        }
        var changes = new ArrayList<AuthorityChange>();
        if (allowing.isEmpty()) {
            changes.addAll(remedies.of(question, weighed, now));
            var terms = renewal.of(question, weighed, now);
            changes.add(new AuthorityChange.Issue(terms.request()));
            words.ofRenewal(terms).ifPresent(notes::add);
        } else {
            changes.add(new AuthorityChange.Revoke(
                    allowing.stream().map(Weighed::id).toList()));
            allowing.stream()
                    .filter(one -> TokenService.isShared(one.token()))
                    .forEach(one -> notes.add(words.ofShared(one)));
        }
        return new AuthorityExplanation(
                question.peer(),
                question.operation(),
                question.name(),
                !allowing.isEmpty(),
                decisive.map(Weighed::rule).orElse(AuthorityRule.NO_TOKEN),
                decisive.map(words::reason).orElseGet(words::noToken),
                decisive.map(Weighed::id),
                ofTokens(weighed, words),
                notes,
                changes);
    }

    private static List<AuthorityExplanation.OfToken> ofTokens(List<Weighed> weighed, AuthorityWords words) {
        return weighed.stream()
                .filter(one -> one.claim() != Weighed.Claim.FIRST)
                .map(one -> new AuthorityExplanation.OfToken(one.id(), one.rule(), words.reason(one)))
                .toList();
    }

    private boolean isOffered(Question question) {
        return handlers.actions().stream()
                .anyMatch(action -> action.offered() && action.name().equals(question.name()));
    }
}
