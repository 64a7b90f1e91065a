// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

import coattail.shell.internal.run.CommandNames;
import coattail.shell.internal.run.Face;

class RefusalsTest {
    private static final String WHY = "coattail: the roles of this user don't allow the command; "
            + "etc/org.apache.karaf.command.acl.coattail.cfg says which do (FORBIDDEN)\n";

    private final Refusals refusals = new Refusals(new CommandNames() {
        @Override
        public Set<String> all() {
            return Set.of("token-issue", "info");
        }

        @Override
        public Set<String> forTerminals() {
            return Set.of("info");
        }
    });
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CommandSession session = new CommandProcessorImpl(new ThreadIOImpl())
            .createSession(
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(out, true, StandardCharsets.UTF_8));

    private String said(String command, Exception failure) {
        out.reset();
        refusals.beforeExecute(session, command);
        refusals.afterExecute(session, command, failure);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCommandThatKarafHidesIsRefusedAndNotUnknown() {
        assertEquals(WHY, said("coattail:token-issue -x", new CommandNotFoundException("coattail:token-issue")));
        assertEquals(WHY, said("token-issue", new CommandNotFoundException("token-issue")));
    }

    @Test
    void aCommandThatKarafRefusesForItsArgumentsIsRefused() {
        assertEquals(WHY, said("coattail:data-migrate up", new SecurityException("Insufficient credentials.")));
    }

    @Test
    void whatIsNoneOfOursIsKarafsMatter() {
        assertEquals("", said("coattail:nonsense", new CommandNotFoundException("coattail:nonsense")));
        assertEquals("", said("info", new CommandNotFoundException("shell:info")));
        assertEquals("", said("coattail:info", new IllegalStateException("Command found")));
        assertEquals("", said("bundle:list", new SecurityException("Insufficient credentials.")));
        refusals.afterExecute(session, "coattail:info", (Object) null);
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theTerminalIsToldByWhoRunsItsCommands() {
        session.put(Face.VARIABLE, new Face(Face.Spelling.TERMINAL, false, 0, false, Optional.empty()));
        assertEquals("", said("coattail:info", new CommandNotFoundException("coattail:info")));
    }
}
