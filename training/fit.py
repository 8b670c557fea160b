"""How is the network fitted?  AdamW over a few epochs, the word vectors frozen, and a running mean of the weights kept."""

import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from msgspec import Struct
from torch import Tensor, nn
from torch.nn import functional

from sayso.reading.tagging.wordpiece import WordPieces
from training.examples import Batch, Example, batches
from training.network import Network, crf_loss
from training.pointers import pointer_loss


class Settings(Struct, frozen=True, kw_only=True):
    """What a run is made with.  The rates and the size of a batch are the prototype's (nine windows of 256 pieces)."""

    layers: int = 6
    epochs: float = 9
    """As the shipped `polnear` weights were made; more were not tried."""
    window: int = 256
    budget: int = 9 * 256
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.05
    dropout: float = 0.1
    without_rules: float = 0.1
    link_weight: float = 0.5
    mean_over: int = 300
    """Steps over which the weights are averaged at the end of a run (about one epoch of PolNeAR)."""
    threads: int = 2
    seed: int = 1


def fit(
    network: Network, vectors: Tensor, vocabulary: WordPieces, examples: Sequence[Example], settings: Settings, folder: Path
) -> Network:
    """Train and return the network with averaged weights; a log and, at each epoch's end, the weights stand in `folder`."""
    torch.set_num_threads(settings.threads)
    draw = random.Random(settings.seed)
    heads = [weight for name, weight in network.named_parameters() if not name.startswith(("layers.", "positions.", "normed."))]
    encoder = [weight for name, weight in network.named_parameters() if name.startswith(("layers.", "normed."))]
    network.positions.weight.requires_grad_(False)
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}], weight_decay=0.01
    )

    def planned(size: int) -> int:
        return len(
            list(batches(examples, vocabulary, settings.window, size, random.Random(settings.seed), settings.without_rules))
        )

    steps = max(1, int(settings.epochs * planned(settings.budget)))
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / max(1, settings.warm_up * steps), max(0.01, 1 - step / steps))
    )
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(1 - 1 / min(settings.mean_over, max(2, steps // 4)))
    )
    folder.mkdir(parents=True, exist_ok=True)
    began, step, sums = time.monotonic(), 0, torch.zeros(3)
    network.train()
    with (folder / "log.jsonl").open("w") as log:
        while step < steps:
            for batch in batches(examples, vocabulary, settings.window, settings.budget, draw, settings.without_rules):
                tagged, linked = losses(network, vectors, batch)
                (tagged + settings.link_weight * linked).backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                optimiser.zero_grad()
                rate.step()
                mean.update_parameters(network)
                step += 1
                sums += torch.tensor([tagged.item(), linked.item(), 1.0])
                if step % 25 == 0 or step == steps:
                    row = {
                        "step": step,
                        "of": steps,
                        "labels": round(float(sums[0] / sums[2]), 4),
                        "links": round(float(sums[1] / sums[2]), 4),
                        "seconds": round(time.monotonic() - began),
                    }
                    log.write(json.dumps(row) + "\n")
                    log.flush()
                    sums.zero_()
                if step >= steps:
                    break
            torch.save(mean.module.state_dict(), folder / "network.pt")
    return mean.module.eval()


def losses(network: Network, vectors: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """Label loss a token and link loss a link."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores, pointers = network(functional.embedding(batch.pieces, vectors), batch.beside, batch.mask[:, None, None, :])
    scores, pointers = scores.float(), pointers.float()
    scores = scores.gather(1, batch.heads[:, :, None].expand(-1, -1, scores.shape[2]))
    tagged = crf_loss(network, scores, batch.labels, batch.opens, batch.lengths) / batch.lengths.sum()
    linked, count = scores.sum() * 0, 0
    for row, (spans, ruled_by) in enumerate(zip(batch.links, batch.ruled_by, strict=True)):
        loss, links = pointer_loss(network, pointers[row, batch.heads[row, : int(batch.lengths[row])]], spans, ruled_by)
        linked, count = linked + loss, count + links
    return tagged, linked / max(1, count)
