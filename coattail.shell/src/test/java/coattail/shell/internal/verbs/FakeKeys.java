// SPDX-License-Identifier: Apache-2.0
package coattail.shell.internal.verbs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.core.admin.KeyAdmin;
import coattail.core.admin.KeyRotated;
import coattail.core.admin.KeyStatus;

/** A key that signs, and one that did before; notes what it is asked for. */
final class FakeKeys implements KeyAdmin {
    static final String SIGNING = "UDDReOZl1ipXAfp9wYsm13sDBMK5og--QWdBjzuf6o4";
    static final String EARLIER = "-VBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU";

    final List<String> asked = new ArrayList<>();

    @Override
    public List<KeyStatus> list() {
        return List.of(
                status("aVBtapLd11SUVKIMGJfPzOEDuN0sXcmzJQNVT-_sKEU", KeyStatus.Use.IDENTITY, 0),
                status("7f01", KeyStatus.Use.CERTIFICATE, 0),
                status(SIGNING, KeyStatus.Use.SIGNING, 2),
                status(EARLIER, KeyStatus.Use.VERIFYING, 1));
    }

    @Override
    public KeyRotated rotate() {
        asked.add("rotate");
        return new KeyRotated(
                status("new", KeyStatus.Use.SIGNING, 0),
                Optional.empty(),
                List.of(),
                0,
                List.of(status(SIGNING, KeyStatus.Use.VERIFYING, 2)));
    }

    @Override
    public KeyRotated rotateCompromised() {
        asked.add("rotate compromised");
        return new KeyRotated(
                status("new", KeyStatus.Use.SIGNING, 0),
                Optional.of(SIGNING),
                List.of(FakeInstance.TOKEN_ID, "second"),
                1,
                List.of());
    }

    @Override
    public KeyRotated drop(String key) {
        if (!EARLIER.startsWith(key)) {
            throw new CoattailException(ErrorCode.BAD_INPUT, "no key '" + key + "' signed before");
        }
        asked.add("drop " + key);
        return new KeyRotated(
                status(SIGNING, KeyStatus.Use.SIGNING, 2),
                Optional.of(EARLIER),
                List.of(FakeInstance.TOKEN_ID),
                0,
                List.of());
    }

    private static KeyStatus status(String id, KeyStatus.Use use, int tokens) {
        return new KeyStatus(
                id,
                use,
                FakeInstance.NOW.minusSeconds(3600),
                use == KeyStatus.Use.SIGNING || use == KeyStatus.Use.IDENTITY
                        ? Optional.empty()
                        : Optional.of(FakeInstance.NOW.plus(Duration.ofDays(30))),
                tokens,
                tokens);
    }
}
