// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import coattail.api.Coattail;
import coattail.core.admin.AuditAdmin;
import coattail.core.admin.AuthorityAdmin;
import coattail.core.admin.CascadeAdmin;
import coattail.core.admin.HandlerAdmin;
import coattail.core.admin.InstanceAdmin;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.PeerAdmin;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SubscriptionAdmin;
import coattail.core.admin.TokenAdmin;
import coattail.core.admin.ValidationAdmin;
import coattail.core.internal.instance.CoattailInstance;
import coattail.core.internal.instance.Ports;
import coattail.core.internal.instance.Settings;
import coattail.core.internal.testing.InMemoryStore;
import coattail.core.spi.AdmissionLimits;
import coattail.core.spi.Transport;
import coattail.shell.internal.grammar.Word;
import coattail.shell.internal.run.Services;
import coattail.shell.internal.run.Shell;
import coattail.shell.internal.run.Verb;

/** An instance as it is, but for the socket and the disk, with its commands. */
final class RealInstance implements Services, AutoCloseable {
    private final CoattailInstance instance;
    private final List<Verb> verbs = Verbs.all(this, Clock.systemUTC(), "1.2.3");

    RealInstance(String name, Path parent, Transport transport) throws IOException {
        var directory = Files.createDirectories(parent.resolve(name));
        var settings = new Settings(
                name,
                directory,
                true,
                "127.0.0.1",
                0,
                "127.0.0.1",
                AdmissionLimits.DEFAULT,
                64,
                1 << 20,
                8,
                10_000,
                1_000);
        instance = new CoattailInstance(settings, Ports.of(transport, new InMemoryStore()), "1.2.3");
        instance.open();
    }

    CoattailInstance core() {
        return instance;
    }

    List<Verb> verbs() {
        return verbs;
    }

    /** Runs a command as a script does. Of a word that begins with @ the rest is the content of a file. */
    Shell.Ran run(String command, String... words) {
        return run(Shell.script(), command, words);
    }

    /** The same in another place. */
    Shell.Ran run(Shell shell, String command, String... words) {
        var verb = verbs.stream()
                .filter(candidate -> candidate.usage().name().equals(command))
                .findFirst()
                .orElseThrow();
        var typed = Stream.of(words)
                .map(word -> word.startsWith("@") ? Word.data(word.substring(1)) : Word.said(word))
                .toList();
        return shell.run(verb, typed);
    }

    @Override
    public Coattail coattail() {
        return instance.coattail();
    }

    @Override
    public InstanceAdmin instance() {
        return admin(InstanceAdmin.class);
    }

    @Override
    public HandlerAdmin handlers() {
        return admin(HandlerAdmin.class);
    }

    @Override
    public PeerAdmin peers() {
        return admin(PeerAdmin.class);
    }

    @Override
    public SubscriptionAdmin subscriptions() {
        return admin(SubscriptionAdmin.class);
    }

    @Override
    public SessionAdmin sessions() {
        return admin(SessionAdmin.class);
    }

    @Override
    public TokenAdmin tokens() {
        return admin(TokenAdmin.class);
    }

    @Override
    public ValidationAdmin validations() {
        return admin(ValidationAdmin.class);
    }

    @Override
    public KeyAdmin keys() {
        return admin(KeyAdmin.class);
    }

    @Override
    public AuthorityAdmin authority() {
        return admin(AuthorityAdmin.class);
    }

    @Override
    public AuditAdmin audit() {
        return admin(AuditAdmin.class);
    }

    @Override
    public CascadeAdmin cascades() {
        return admin(CascadeAdmin.class);
    }

    private <T> T admin(Class<T> type) {
        return type.cast(instance.admins().get(type));
    }

    @Override
    public void close() {
        instance.leave();
        instance.close();
    }
}
