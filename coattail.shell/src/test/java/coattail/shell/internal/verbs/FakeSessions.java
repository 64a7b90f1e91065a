// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.SessionAdmin;
import coattail.core.admin.SessionStatus;

/** Two connections: one with a peer and one that is being opened. */
final class FakeSessions implements SessionAdmin {
    private final FakeInstance instance;

    FakeSessions(FakeInstance instance) {
        this.instance = instance;
    }

    @Override
    public List<SessionStatus> list() {
        return instance.empty
                ? List.of()
                : List.of(
                        new SessionStatus(
                                "7",
                                Optional.of(FakeInstance.PLANT),
                                SessionStatus.Direction.OUT,
                                "10.0.0.7:49365",
                                SessionStatus.State.OPEN,
                                FakeInstance.NOW.minusSeconds(192 * 60),
                                List.of(FakeInstance.TOKEN_ID),
                                true,
                                3,
                                1,
                                12_345,
                                999),
                        new SessionStatus(
                                "8",
                                Optional.empty(),
                                SessionStatus.Direction.IN,
                                "[2001:db8::1]:50000",
                                SessionStatus.State.OPENING,
                                FakeInstance.NOW,
                                List.of(),
                                false,
                                0,
                                0,
                                0,
                                5L << 30));
    }

    @Override
    public SessionStatus kill(String session) {
        instance.asked.add("kill " + session);
        return list().stream()
                .filter(one -> one.id().equals(session))
                .findFirst()
                .orElseThrow(() ->
                        new CoattailException(ErrorCode.NOT_CONNECTED, "there is no connection '" + session + "'"));
    }
}
