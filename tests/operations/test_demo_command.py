"""`lorgnette demo generate` writes a folder and says what it wrote."""

from click.testing import CliRunner

from lorgnette.cli.demo import demo


def generate(folder, *more):
    sizes = ("--sales-users", "9", "--accounts", "12", "--people", "30", "--activities", "50")
    return CliRunner().invoke(demo, ["generate", *sizes, "--folder", str(folder), *more])


def test_the_same_call_with_a_day_writes_the_same(tmp_path):
    once = generate(tmp_path / "a", "--today", "2026-11-24", "--seed", "3")
    again = generate(tmp_path / "b", "--today", "2026-11-24", "--seed", "3")
    assert once.exit_code == again.exit_code == 0, once.output
    assert "Wrote 12 users, 12 accounts, 30 people and 50 activities" in once.output
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_folder_is_needed_and_a_count_is_a_count(tmp_path):
    assert CliRunner().invoke(demo, ["generate"]).exit_code == 2
    assert generate(tmp_path, "--accounts", "-1").exit_code == 2
