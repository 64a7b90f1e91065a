// SPDX-License-Identifier: Apache-2.0
package coattail.core.internal.dispatch;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import coattail.api.CoattailException;
import coattail.api.ErrorCode;
import coattail.api.Publication;
import coattail.core.internal.publish.Publishing;
import coattail.core.internal.trace.Step;

/** Ends the step of a publication before anybody is told what became of it. */
final class NotedPublishing implements Publishing {
    private final Publishing publishing;
    private final CompletionStage<Publication> result;

    NotedPublishing(Publishing publishing, Step noted) {
        this.publishing = publishing;
        this.result = publishing.result().whenComplete((publication, thrown) -> {
            if (thrown == null) {
                noted.published(publication.counts());
            } else {
                var cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                noted.failed(cause instanceof CoattailException known ? known.code() : ErrorCode.INTERNAL);
            }
        });
    }

    @Override
    public CompletionStage<Publication> result() {
        return result;
    }

    @Override
    public void cancel() {
        publishing.cancel();
    }
}
