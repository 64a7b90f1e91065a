// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

import coattail.api.Publication;
import coattail.core.internal.wire.Body;
import coattail.core.internal.wire.Failure;

/**
 * What an operation answers.
 *
 * @param body the output
 * @param publication what became of what was published, where something was
 * @param publishRefused why the output wasn't published although that was asked for
 */
public record Output(Body body, Optional<Publication> publication, Optional<Failure> publishRefused) {
    public Output {
        requireNonNull(body, "body");
        requireNonNull(publication, "publication");
        requireNonNull(publishRefused, "publishRefused");
    }

    static Output of(Body body) {
        return new Output(body, Optional.empty(), Optional.empty());
    }

    static Output of(Publication publication) {
        return new Output(Body.NONE, Optional.of(publication), Optional.empty());
    }
}
