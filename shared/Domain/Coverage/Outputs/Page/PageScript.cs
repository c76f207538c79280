using System.Security.Cryptography;
using System.Text;

namespace GridSteward.Domain.Coverage.Outputs.Page;

/// <summary>The page's script: tables can be sorted by their columns. Without it they stand as they were written.</summary>
internal static class PageScript
{
    /// <summary>The script, without the tags.</summary>
    public const string Code = """

        for (const table of document.querySelectorAll('table')) {
          const body = table.tBodies[0];
          const heads = [...table.tHead.rows[0].cells];
          if (body.rows.length < 3) continue;
          heads.forEach((head, column) => {
            if (!head.textContent.trim()) return;
            // No button element: Chromium does not repeat a head that holds one on the next sheet of paper.
            const button = document.createElement('span');
            button.setAttribute('role', 'button');
            button.tabIndex = 0;
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('keydown', event => {
              if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); button.click(); }
            });
            button.addEventListener('click', () => {
              const value = row => row.cells[column].dataset.v;
              const text = row => row.cells[column].textContent;
              const fixed = row => row.classList.contains('whole') ? 1 : 0;
              const numbers = [...body.rows].every(row => value(row) !== undefined);
              const before = head.getAttribute('aria-sort');
              const order = before === null ? (numbers ? 'descending' : 'ascending') : before === 'ascending' ? 'descending' : 'ascending';
              heads.forEach(other => other.removeAttribute('aria-sort'));
              head.setAttribute('aria-sort', order);
              const up = order === 'ascending' ? 1 : -1;
              const rows = [...body.rows].sort((a, b) => fixed(b) - fixed(a) || up * (numbers
                ? value(a) - value(b) : text(a).localeCompare(text(b), document.documentElement.lang, { numeric: true })));
              body.append(...rows);
            });
          });
        }

        """;

    /// <summary>The script's hash as content security policies name it.</summary>
    public static string Hash { get; } = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Code)));
}
