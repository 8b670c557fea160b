"""Channels with peaks are calmed before a product is rounded.  Needs torch: ``pip install -e '.[train]'``."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("safetensors")


def test_calming_changes_where_numbers_are_large_but_not_what_comes_out() -> None:
    from training.calm import CALM, Calmed, calm
    from training.network import WIDTH, Network

    torch.manual_seed(3)
    network = Network(2).eval()
    with torch.no_grad():
        network.layers[0].after_attention.weight[7] = 30  # a channel far above all others
    windows = [(torch.randn(1, 20, WIDTH), torch.zeros(1, 20, 3, dtype=torch.long)) for _ in range(3)]
    with torch.no_grad():
        before = [network(*window)[0] for window in windows]
        calm(network, windows)
        after = [network(*window)[0] for window in windows]
    for one, other in zip(before, after, strict=True):
        assert torch.allclose(one, other, atol=1e-4)
    calmed = network.layers[0].widen
    assert isinstance(calmed, Calmed)
    assert calmed.share[7] < 0.5
    assert (calmed.share == 1).sum() > WIDTH / 2
    reached: list[float] = []
    calmed.product.register_forward_pre_hook(lambda _, given: reached.append(float(given[0].abs().max())))
    with torch.no_grad():
        network(*windows[0])
    assert reached[0] <= CALM * 1.001
