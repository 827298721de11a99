// Drives the console as a person does: by roles and by the names that hosts and tests may rely on.

/** The English names of the strategies. */
export const STRATEGIES = ['Earliest', 'Latest', 'Point in time', 'Time ago', 'Shift by', 'Exact offset'];

export class Console {
  /**
   * @param page the page
   * @param scope the part of the page with the element in it; the whole page by default
   */
  constructor(page, scope = page) {
    this.page = page;
    this.scope = scope;
  }

  /** Opens the stand-alone page of a gateway and waits until its lists are there. */
  static async open(page, gateway, path = '/') {
    await page.goto(gateway.url + path);
    const view = new Console(page);
    await view.button('Review reset').waitFor();
    return view;
  }

  field(name, role = 'textbox') {
    return this.scope.getByRole(role, { name, exact: true });
  }

  button(name) {
    return this.scope.getByRole('button', { name, exact: true });
  }

  region(name) {
    return this.scope.getByRole('region', { name, exact: true });
  }

  topic(name) {
    return this.scope.getByRole('checkbox', { name, exact: true });
  }

  strategy(name) {
    return this.scope.getByRole('radiogroup', { name: 'Strategy' }).getByRole('radio', { name, exact: true });
  }

  /** The button that confirms; its name says how many partitions. */
  confirmButton() {
    return this.scope.getByRole('button', { name: /^Reset [\d,]+ partitions?$/ });
  }

  async chooseGroup(group) {
    const field = this.field('Consumer group', 'combobox');
    await field.fill(group);
    await field.press('Tab');
  }

  /** Ticks topics of the list. */
  async tickTopics(...names) {
    for (const name of names) await this.topic(name).check();
  }

  /** Adds a name that may not be in the list, by typing it. */
  async typeTopic(name) {
    const field = this.field('Topics');
    await field.fill(name);
    await field.press('Enter');
  }

  /** Fills Target and Strategy; `fields` are those of the strategy. */
  async fill({ group, topics = [], typed = [], all = false, strategy, fields = {} }) {
    if (group !== undefined) await this.chooseGroup(group);
    await this.tickTopics(...topics);
    for (const name of typed) await this.typeTopic(name);
    if (all) await this.topic('All topics of the group').check();
    if (strategy !== undefined) await this.strategy(strategy).check();
    for (const [name, text] of Object.entries(fields)) {
      const role = name === 'Time zone' ? 'combobox' : 'textbox';
      await this.field(name, role).fill(text);
    }
  }

  /** Opens the panel of the connection and fills what is named; `api` is `2.0` or `3.0`. */
  async fillConnection({ api, signing, endpoint, signingHost, region }) {
    // There may be a second one, in the notice that the endpoint refused
    if (await this.field('Endpoint').count() === 0) await this.button('Connection').first().click();
    if (api !== undefined) await this.button(api).click();
    if (signing !== undefined) await this.button(signing).click();
    if (endpoint !== undefined) await this.field('Endpoint').fill(endpoint);
    if (signingHost !== undefined) await this.field('Signing host').fill(signingHost);
    if (region !== undefined) {
      await this.field('Region', 'combobox').fill(region);
      await this.field('Region', 'combobox').press('Tab');
    }
  }

  /** Switches the connection. */
  async connect(connection) {
    await this.fillConnection(connection);
    await this.button('Use this connection').click();
  }

  /** Switches the connection to signing in the browser and enters keys. */
  async signIn({ secretId, secretKey, token, expires, ...connection }) {
    await this.connect({ signing: 'In this browser', ...connection });
    // The panel may have closed with that
    if (await this.field('SecretId').count() === 0) await this.button('Connection').first().click();
    await this.field('SecretId').fill(secretId);
    await this.field('SecretKey').fill(secretKey);
    if (token !== undefined) await this.field('Token').fill(token);
    if (expires !== undefined) await this.field('Token expires').fill(expires);
    await this.button('Use these keys').click();
  }

  /** All text of the element, as it is seen. */
  async text(element = this.page.locator('ckafka-offset-reset')) {
    const text = await element.evaluate((host) => [...host.shadowRoot.children].map((child) => child.innerText).join('\n'));
    return text.replace(/[^\S\n]+/g, ' ');
  }

  /**
   * Presses "Review reset" by keyboard: it stays reachable while something is to be corrected, and the list of topics
   * above it may still be growing.
   */
  async pressReview() {
    await this.button('Review reset').press('Enter');
  }

  /** Presses "Review reset" and waits for the plan. */
  async review() {
    await this.pressReview();
    await this.region('Plan').waitFor();
  }

  /** Gives the confirmation that is asked for, presses the button, and waits for the result. */
  async confirm(group) {
    await this.agree(group);
    await this.confirmButton().click();
    await this.finished();
  }

  /** Ticks or types what the confirmation asks for. */
  async agree(group) {
    const tick = this.scope.getByRole('checkbox', { name: /^I understand: / });
    const name = this.field("Type the group's name");
    if (await tick.count() > 0) await tick.check();
    if (await name.count() > 0) await name.fill(group);
  }

  /** Waits for the result, which may need several reads. */
  async finished() {
    await this.button('New reset').waitFor({ timeout: 30_000 });
  }

  /** The rows of partitions of a region's table, each as an object by column heading; empty where the region says there are none. */
  async rows(region) {
    const place = this.region(region);
    await place.waitFor();
    const table = place.getByRole('table');
    if (await table.count() === 0) return [];
    return table.evaluate((element) => {
      // Marks that only explain a number to those who don't see it are not part of the number
      const text = (cell) => {
        const copy = cell.cloneNode(true);
        copy.querySelectorAll('svg').forEach((mark) => mark.remove());
        return copy.textContent.replace(/\s+/g, ' ').trim();
      };
      const names = [...element.querySelectorAll('thead th')].map(text);
      return [...element.querySelectorAll('tbody tr')]
        .filter((row) => row.querySelector('.cell-partition'))
        .map((row) => Object.fromEntries([...row.cells].map((cell, index) => [names[index] ?? `column ${index}`, text(cell)])));
    });
  }

  /** The first lines of a region, for its sentence where there is no table. */
  async sentence(region) {
    return (await this.region(region).innerText()).replace(/\s+/g, ' ');
  }
}

/** `topic/partition` of a row. */
export const place = (row) => `${row.Topic}/${row.Partition}`;

/** A shown number as a number: grouped digits, a true minus. */
export const number = (text) => Number(text.replaceAll(',', '').replace('−', '-'));
