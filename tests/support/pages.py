"""A page with one of each thing that a document made from it must have."""

AWARDS = """
<table><caption>Table 1. Awards</caption>
<thead><tr><th>Service</th><th class="n">Amount</th><th>Provider</th></tr></thead>
<tbody><tr class="group"><th colspan="3">Safety</th></tr>
<tr><th>Hub</th><td class="n">£10</td><td>Force</td></tr>
<tr class="total"><th>Total</th><td class="n">£10</td><td></td></tr></tbody></table>
"""

OTHER = """
<table><caption>Table 2. Other</caption>
<thead><tr><th rowspan="2">Fund</th><th colspan="2">Year</th></tr><tr><th>a</th><th>b</th></tr></thead>
<tbody><tr><th>F</th><td>1</td><td>2</td></tr></tbody></table>
"""

PAGE = f"""
<html><body><header class="head"><div><p class="body">The Office</p><h1>The paper</h1></div></header>
<main><h2>1. Awards</h2><h3>Victims</h3><p>Ten awards. <a href="https://a.uk/">More</a></p>
<ol><li>one</li><li>two</li></ol><p>between</p><ol><li>one again</li></ol><ul><li>dot</li></ul>{AWARDS}{OTHER}</main>
<footer><p>Made from raw data 12ab; <a href="run.json">record</a>.</p></footer></body></html>
"""
